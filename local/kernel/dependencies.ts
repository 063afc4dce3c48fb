/** In which order the resources of one stack can be realised. */
import type { Template, TemplateResource } from './assembly.ts'
import { getAttParts, SUB_PLACEHOLDER } from './intrinsics.ts'

/** Logical ids, each after everything it refers to or says it depends on; otherwise as the template lists them. Throws on a circle, naming it. */
export function inDependencyOrder(template: Template): string[] {
  const resources = template.Resources ?? {}
  const order: string[] = []
  const done = new Set<string>()
  const visit = (id: string, trail: readonly string[]): void => {
    if (done.has(id)) return
    if (trail.includes(id)) throw new Error(`Resources depend on each other in a circle: ${[...trail.slice(trail.indexOf(id)), id].join(' → ')}.`)
    for (const needed of dependenciesOf(resources[id]!)) if (resources[needed]) visit(needed, [...trail, id])
    done.add(id)
    order.push(id)
  }
  for (const id of Object.keys(resources)) visit(id, [])
  return order
}

/** Every name a resource mentions in Ref, GetAtt, Sub or DependsOn (parameters among them). */
export function dependenciesOf(resource: TemplateResource): Set<string> {
  const found = new Set<string>([resource.DependsOn ?? []].flat())
  collect(resource.Properties, found)
  return found
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) return value.forEach(item => collect(item, found))
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref' && typeof inner === 'string') found.add(inner)
    else if (key === 'Fn::GetAtt') found.add(getAttParts(inner)[0])
    else if (key === 'Fn::Sub') for (const [, name] of String(typeof inner === 'string' ? inner : (inner as unknown[])[0]).matchAll(SUB_PLACEHOLDER)) found.add(name!.trim().split('.')[0]!)
    collect(inner, found)
  }
}
