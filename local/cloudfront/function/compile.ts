/** Turns the code of an AWS::CloudFront::Function into something that can be run here, as CloudFront would run it. */
import { createContext, Script } from 'node:vm'
import { pruneRealm } from './builtins.ts'
import { modules, runtimeGlobals } from './modules.ts'
import type { ModuleEffects } from './modules.ts'
import { slownessWatch } from './slowness-watch.ts'
import { parseFunction } from './syntax.ts'
import type { ParsedFunction } from './syntax.ts'

/** Bytes of code that CloudFront accepts. */
export const maxCodeBytes = 10 * 1024

export interface FunctionEffects extends ModuleEffects {
  now(): Date
  log(line: string): void
  /** What CloudFront would refuse or what would run badly there. */
  warn(sentence: string): void
}

export type RunFunction = (event: object) => Promise<unknown>

/** Throws where CloudFront would refuse to create the function. */
export function compileFunction(name: string, code: string, effects: FunctionEffects): RunFunction {
  if (Buffer.byteLength(code) > maxCodeBytes) effects.warn(`The edge function ${name} has ${Buffer.byteLength(code)} bytes; CloudFront accepts ${maxCodeBytes}.`)
  const parsed = parseFunction(code)
  if (parsed.unsupported.length > 0) throw new Error(`The edge function ${name} uses what cloudfront-js-2.0 does not know: ${parsed.unsupported.join('; ')}.`)

  const available = modules(effects)
  const require = (module: string) => {
    if (!(module in available)) throw new Error(`There is no module "${module}" at the edge.`)
    return available[module]
  }
  const realm = createContext({ ...runtimeGlobals }, { name, codeGeneration: { strings: false, wasm: false } })
  const { scope, freezeTime } = new Script(realmSetUp).runInContext(realm) as { scope: Record<string, unknown>; freezeTime(at: number): void }
  pruneRealm(scope)
  // Strict mode and a fresh scope for every run: nothing is kept between two requests, as at the edge.
  const load = new Script(`(function (require, console) { 'use strict'; ${withoutImports(code, parsed)}\n; return handler })`, { filename: `${name}.js` })
    .runInContext(realm) as (require: unknown, console: object) => (event: object) => unknown
  const console = Object.freeze({ log: (line: unknown) => effects.log(String(line)) })
  const watch = slownessWatch(median => effects.warn(`The edge function ${name} takes ${median.toFixed(2)} ms (median); CloudFront gives it about one.`))

  return async event => {
    const startedAt = performance.now()
    freezeTime(effects.now().getTime())
    const result = await load(require, console)(event)
    watch(performance.now() - startedAt)
    return result
  }
}

/**
 * Date stands still while a function runs, as at the edge. Two runs that overlap share the later start; they
 * are microseconds apart, since a function never waits for anything outside.
 */
const realmSetUp = `{
  const RealDate = Date
  let at = 0
  globalThis.Date = class Date extends RealDate {
    constructor(...values) { values.length === 0 ? super(at) : super(...values) }
    static now() { return at }
  };
  ({ scope: globalThis, freezeTime: now => { at = now } })
}`

/** Imports become requires on the same line, so that line numbers in errors stay true. */
function withoutImports(code: string, { imports }: ParsedFunction): string {
  return imports.reduceRight((text, node) => {
    const [first] = node.specifiers
    if (node.specifiers.length !== 1 || first!.type === 'ImportSpecifier') throw new Error(`An edge function imports a whole module: import name from '${node.source.value}'.`)
    return `${text.slice(0, node.start)}const ${first!.local.name} = require(${JSON.stringify(node.source.value)});${text.slice(node.end)}`
  }, code)
}
