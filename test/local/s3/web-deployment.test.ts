import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pathFilter } from '../../../local/web-deployment/filters.ts'
import { bucket, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

let site: string
let cloud: TestCloud | undefined
beforeEach(() => { site = mkdtempSync(join(tmpdir(), 'playhouse-site-')) })
afterEach(async () => {
  await cloud?.stop()
  rmSync(site, { recursive: true, force: true })
})

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(site, path)), { recursive: true })
  writeFileSync(join(site, path), text)
}
const deployment = (properties: Record<string, unknown> = {}) => ({
  Type: 'Custom::CDKBucketDeployment',
  Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:deployer', SourceBucketNames: ['assets'], SourceObjectKeys: ['site.zip'], DestinationBucketName: { Ref: 'Web' }, Prune: true, ...properties },
})
const start = async (...deployments: Record<string, unknown>[]) =>
  (cloud = await startS3(
    { Web: bucket('web', { NotificationConfiguration: { EventBridgeConfiguration: {} } }), ...Object.fromEntries(deployments.map((properties, index) => [`Deployment${index}`, deployment(properties)])) },
    { 'site.zip': site },
  ))
const get = async (Key: string) => {
  const answer = await cloud?.client().send(new GetObjectCommand({ Bucket: 'web', Key }))
  return { text: await answer?.Body?.transformToString(), type: answer?.ContentType, cache: answer?.CacheControl }
}
const keys = () => cloud?.cloud.use('s3').list('web').map(one => one.key)

test('a built site is served with the right types', async () => {
  write('index.html', '<h1>Playhouse</h1>')
  write('assets/app-1a2b.js', 'go()')
  write('assets/font.woff2', 'font')
  write('unknown.thing', '?')
  await start({})
  expect(keys()).toEqual(['assets/app-1a2b.js', 'assets/font.woff2', 'index.html', 'unknown.thing'])
  expect(await get('index.html')).toEqual({ text: '<h1>Playhouse</h1>', type: 'text/html; charset=utf-8', cache: undefined })
  expect((await get('assets/app-1a2b.js')).type).toBe('text/javascript; charset=utf-8')
  expect((await get('assets/font.woff2')).type).toBe('font/woff2')
  expect((await get('unknown.thing')).type).toBe('binary/octet-stream')
})

test('hashed files are kept for ever and the page is not, when two deployments say so', async () => {
  write('index.html', 'page')
  write('assets/app-1a2b.js', 'go()')
  await start(
    { Exclude: ['index.html'], SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' } },
    { Exclude: ['*'], Include: ['index.html'], SystemMetadata: { 'cache-control': 'no-cache' } },
  )
  expect([(await get('index.html')).cache, (await get('assets/app-1a2b.js')).cache]).toEqual(['no-cache', 'public, max-age=31536000, immutable'])
})

test('a second start changes what has changed and removes what has gone', async () => {
  write('index.html', 'one')
  write('same.txt', 'same')
  write('gone.txt', 'gone')
  cloud = await (await start({})).restart()
  expect(cloud.events).toEqual([])
  await cloud.client().send(new PutObjectCommand({ Bucket: 'web', Key: 'stray', Body: 'x' }))
  write('index.html', 'two')
  rmSync(join(site, 'gone.txt'))
  cloud = await cloud.restart()
  expect(keys()).toEqual(['index.html', 'same.txt'])
  expect((await get('index.html')).text).toBe('two')
})

test('without pruning, below a prefix, other things stay', async () => {
  write('config.json', '{}')
  await start({ DestinationBucketKeyPrefix: 'app', Prune: false })
  expect(keys()).toEqual(['app/config.json'])
  await cloud?.client().send(new PutObjectCommand({ Bucket: 'web', Key: 'app/stray', Body: 'x' }))
  cloud = await cloud?.restart()
  expect(keys()).toEqual(['app/config.json', 'app/stray'])
})

test('values known at deployment replace their markers', async () => {
  write('config.json', '{"bucket":"<<marker:0xbaba:0>>","who":"ü"}')
  await start({ SourceMarkers: [{ '<<marker:0xbaba:0>>': { 'Fn::GetAtt': ['Web', 'Arn'] } }], SourceMarkersConfig: [{}] })
  expect((await get('config.json')).text).toBe('{"bucket":"arn:aws:s3:::web","who":"ü"}')
})

test.each([
  ['*.js', 'a/b.js', false], ['*.js', 'a/b.css', true], ['a?c', 'abc', false], ['[ab].txt', 'b.txt', false], ['[!ab].txt', 'b.txt', true], ['index.html', 'sub/index.html', true],
])('the exclusion %s takes %s: %s', (pattern, path, takesPart) => {
  expect(pathFilter([pattern])(path)).toBe(takesPart)
})
