/** The check of a path token at the edge: how often a second, and how large the function is. */
import { createHmac } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToken } from '../../functions/platform/path-token.ts'
import { compileFunction } from '../../local/cloudfront/function/compile.ts'
import type { Figure } from './report.ts'

const file = join(import.meta.dirname, '../../functions/edge/films.js')

export async function measure(): Promise<Figure[]> {
  const secret = 's'.repeat(43)
  const now = Math.floor(Date.now() / 1000)
  const token = pathToken({ s: 'ses_x', p: 'usr_x', v: 'vid_x', x: '/v/vid_x/1-ladder/', i: now, e: now + 3600 }, { kid: 'k1', secret })
  const stored = new Map([['playback:k1', secret]])
  const handler = compileFunction('films', readFileSync(file, 'utf8'), {
    stores: () => ({ get: (_arn: string, key: string) => stored.get(key), list: () => [], describe: () => undefined }) as never,
    associated: ['arn:store'], now: () => new Date(), log: () => {}, warn: () => {},
  })
  const uri = `/t/${token}/v/vid_x/1-ladder/film_720p_000000001.cmfv`
  const once = () => handler({ version: '1.0', context: {}, viewer: { ip: '127.0.0.1' }, request: { method: 'GET', uri, headers: {}, querystring: {}, cookies: {} } })
  const passed = await once() as { uri?: string }
  if (passed.uri !== '/v/vid_x/1-ladder/film_720p_000000001.cmfv') throw new Error(`The bench's token was refused: ${JSON.stringify(passed)}`)
  const perSecond = async (run: () => unknown) => {
    const end = performance.now() + 2000
    let count = 0
    while (performance.now() < end) { for (let i = 0; i < 100; i++) await run(); count += 100 }
    return count / 2
  }
  const bare = () => createHmac('sha256', secret).update(token).digest('base64url')
  await perSecond(once)
  const floors = [await perSecond(bare)]
  const figure = await perSecond(once)
  floors.push(await perSecond(bare))
  return [
    { name: 'path token checked at the edge', unit: '/s', figure, floors, note: 'the floor is one HMAC' },
    { name: 'functions/edge/films.js', unit: 'KB', figure: statSync(file).size / 1024, promise: { of: 'figure', atMost: 10 } },
  ]
}
