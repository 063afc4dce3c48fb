import { readdirSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { describe, expect, test } from 'vitest'
import { neverOnLambda, type BundleOutputs } from '../../bin/build-functions.ts'
import { build } from '../../bin/build.ts'
import { largestEdgeFunction } from '../../lib/delivery/edge-function.ts'

await build()
const root = new URL('../../', import.meta.url).pathname
const functions = JSON.parse(readFileSync(`${root}build/meta.json`, 'utf8')) as BundleOutputs
const bundles = Object.entries(functions).map(([name, outputs]) => {
  const files = Object.values(outputs)
  return {
    name,
    kilobytes: readdirSync(`${root}build/functions/${name}`).reduce((sum, file) => sum + statSync(`${root}build/functions/${name}/${file}`).size, 0) / 1000,
    imports: files.flatMap(({ imports }) => imports),
    // What was shaken out to nothing is not in the bundle.
    inputs: files.flatMap(({ inputs }) => Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input)),
  }
})

/** Of each package of the SDK, where its builds lie: `@smithy/core` → `node_modules/@smithy/core/dist-es`. */
function buildsOf(inputs: readonly string[]): Map<string, Set<string>> {
  const builds = new Map<string, Set<string>>()
  for (const input of inputs) {
    const [build, name] = /^.*node_modules\/((?:@aws-sdk|@aws|@smithy)\/[^/]+)\/dist-[a-z]+/.exec(input) ?? []
    if (build && name) builds.set(name, (builds.get(name) ?? new Set()).add(build))
  }
  return builds
}

describe.each(bundles)('$name', ({ kilobytes, inputs, imports }) => {
  test('weighs at most 780 KB', () => expect(kilobytes).toBeLessThanOrEqual(780))

  test('carries no language of zod\'s but English', () => {
    expect(inputs.filter(input => /zod\/.*\/locales\/(?!en\.)/.test(input))).toEqual([])
  })

  test('carries each part of the SDK once, and as one build', () => {
    // An ESM and a CJS build of one package are two copies as well.
    expect([...buildsOf(inputs)].filter(([, builds]) => builds.size > 1)).toEqual([])
  })

  test('needs nothing that Lambda does not bring, but ways to credentials that it never takes', () => {
    const outside = imports.filter(({ path, external }) => external && !isBuiltin(path))
    expect(outside.filter(({ path, kind }) => kind !== 'dynamic-import' || !neverOnLambda.includes(path))).toEqual([])
  })

  test('needs nothing native and nothing that is only for development', () => {
    expect(inputs.filter(input => /\.node$|node_modules\/(node-av|playwright-core|aws-cdk-lib|jose)\//.test(input))).toEqual([])
  })
})

test('a bundle\'s folder holds what Lambda runs, and what says that it is CommonJS', () => {
  for (const { name } of bundles) {
    const files = readdirSync(`${root}build/functions/${name}`)
    expect(files).toEqual(expect.arrayContaining(['index.js', 'package.json']))
    expect(files.filter(file => !/^[a-z0-9-]+(-[A-Z0-9]{8})?\.js$/.test(file))).toEqual(['package.json'])
  }
})

test('opening a film reads neither the client of S3 nor that of the edge\'s store', () => {
  const outputs = functions['videos-api']!
  const reached = new Set<string>()
  const follow = (file: string) => {
    reached.add(file)
    for (const { path, kind } of outputs[file]!.imports) if (kind === 'import-statement' && path in outputs && !reached.has(path)) follow(path)
  }
  follow('build/functions/videos-api/index.js')
  const inputs = [...reached].flatMap(file => Object.keys(outputs[file]!.inputs))
  expect(inputs.filter(input => /client-(s3|cloudfront-keyvaluestore)\//.test(input))).toEqual([])
})

test.each(['api', 'films', 'pages', 'sharing'])('the edge function %s is small enough for CloudFront', name => {
  expect(statSync(`${root}functions/edge/${name}.js`).size).toBeLessThan(largestEdgeFunction)
})

test('no two versions of a part of the SDK are installed: every client shares the others\' core', () => {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as { packages: Record<string, unknown> }
  const names = Object.keys(packages).flatMap(path => /node_modules\/((?:@aws-sdk|@aws|@smithy)\/[^/]+)$/.exec(path)?.[1] ?? [])
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('most functions carry the SDK: it is found in bundles by its folders', () => {
  expect(bundles.filter(({ inputs }) => buildsOf(inputs).has('@smithy/core')).length).toBeGreaterThan(15)
})
