/**
 * What of JavaScript the runtime cloudfront-js-2.0 understands: ES 5.1 plus const, let, arrow functions, template
 * literals, rest parameters, async and await. Node understands more, so a function that works here could be
 * refused there; it is refused here instead. Behind that runtime is njs, which refuses to compile an await
 * among a call's arguments (nginx/njs#419, which names object and array literals too) and so answers every
 * request of such a function with a 503.
 */
import { parse } from 'acorn'
import type { ArrowFunctionExpression, CatchClause, FunctionDeclaration, FunctionExpression, ImportDeclaration, Literal, Node, Program } from 'acorn'

const unknownThere: Readonly<Record<string, string>> = {
  ClassDeclaration: 'classes',
  ClassExpression: 'classes',
  ObjectPattern: 'destructuring',
  ArrayPattern: 'destructuring',
  AssignmentPattern: 'default values of parameters',
  SpreadElement: 'spread',
  ChainExpression: 'optional chaining (?.)',
  ForOfStatement: 'for … of',
  YieldExpression: 'generators',
  TaggedTemplateExpression: 'tagged templates',
  ImportExpression: 'dynamic import',
  MetaProperty: 'import.meta and new.target',
  ExportNamedDeclaration: 'export',
  ExportDefaultDeclaration: 'export',
  ExportAllDeclaration: 'export',
}

type AnyFunction = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression

export interface ParsedFunction {
  readonly program: Program
  readonly imports: readonly ImportDeclaration[]
  /** `line 12: optional chaining (?.)` */
  readonly unsupported: readonly string[]
}

/** Throws a SyntaxError where the code is no JavaScript at all. */
export function parseFunction(code: string): ParsedFunction {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  const unsupported: string[] = []
  visit(program, topLevel, (node, place) => {
    const what = unknownThere[node.type] ?? unknownForm(node) ?? unknownPlace(node, place)
    if (what) unsupported.push(`line ${node.loc!.start.line}: ${what}`)
  })
  return { program, imports: program.body.filter(node => node.type === 'ImportDeclaration'), unsupported }
}

function unknownForm(node: Node): string | undefined {
  const { operator, generator, computed } = node as Node & { operator?: string; generator?: boolean; computed?: boolean }
  if (operator === '??' || operator === '??=' || operator === '||=' || operator === '&&=') return operator
  if (generator) return 'generators'
  if (node.type === 'Property' && computed) return 'computed property names'
  if (node.type === 'CatchClause' && !(node as CatchClause).param) return 'catch without a name for what was thrown'
  return node.type === 'Literal' ? unknownLiteral(node as Literal) : undefined
}

function unknownLiteral({ bigint, regex }: Literal): string | undefined {
  if (bigint) return 'BigInt'
  if (!regex) return undefined
  if (/[^gim]/.test(regex.flags)) return `the flags "${regex.flags}" of a regular expression`
  return /\(\?<[=!]/.test(regex.pattern) ? 'lookbehind in a regular expression' : undefined
}

/** Where a node stands, as far as the runtime minds. */
interface Place { readonly inFunction: boolean; readonly below?: 'the arguments of a call' | 'a literal' }
const topLevel: Place = { inFunction: false }

function unknownPlace(node: Node, { inFunction, below }: Place): string | undefined {
  if (node.type === 'AwaitExpression') return below && `await in ${below}`
  if (!isFunction(node) || !node.async) return undefined
  // "async arguments and closures are not supported": only what stands by itself at the top may be async.
  if (node.type === 'ArrowFunctionExpression') return 'async arrow functions'
  return inFunction || node.type === 'FunctionExpression' ? 'async functions that are no declaration at the top' : undefined
}

/** Where a child of `node` stands: a function's own body begins anew, whatever the function is an argument of. */
function placeBelow(node: Node, name: string, place: Place): Place {
  if (isFunction(node)) return { inFunction: true }
  if ((node.type === 'CallExpression' || node.type === 'NewExpression') && name === 'arguments') return { ...place, below: 'the arguments of a call' }
  if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression') return { ...place, below: place.below ?? 'a literal' }
  return place
}

function visit(node: Node, place: Place, see: (node: Node, place: Place) => void): void {
  see(node, place)
  for (const [name, child] of Object.entries(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, placeBelow(node, name, place), see)
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const isFunction = (node: Node): node is AnyFunction => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)
