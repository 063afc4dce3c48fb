/**
 * What of JavaScript the runtime cloudfront-js-2.0 understands: ES 5.1 plus const, let, arrow functions, template
 * literals, rest parameters, async and await. Node understands more, so a function that works here could be
 * refused there; it is refused here instead.
 */
import { parse } from 'acorn'
import type { ImportDeclaration, Node, Program } from 'acorn'

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
  visit(program, node => {
    const what = unknownThere[node.type] ?? unknownOperator(node)
    if (what) unsupported.push(`line ${node.loc!.start.line}: ${what}`)
  })
  return { program, imports: program.body.filter(node => node.type === 'ImportDeclaration'), unsupported }
}

function unknownOperator(node: Node): string | undefined {
  const { operator, generator, async, computed } = node as Node & { operator?: string; generator?: boolean; async?: boolean; computed?: boolean }
  if (operator === '??' || operator === '??=' || operator === '||=' || operator === '&&=') return operator
  if (generator) return 'generators'
  if (node.type === 'Property' && computed) return 'computed property names'
  if (node.type === 'Literal' && 'bigint' in node) return 'BigInt'
  // "async arguments and closures are not supported": an async arrow inside a function fails there.
  return async && node.type === 'ArrowFunctionExpression' ? 'async arrow functions' : undefined
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, see)
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
