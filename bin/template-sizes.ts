/** How large the stacks of an assembly are, beside what CloudFormation takes: 500 resources and 1 MB per template. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const limits = { resources: 500, bytes: 1_000_000 }
/** Past three quarters a stack should be split. */
const tight = 0.75

export interface TemplateSize { readonly stack: string; readonly resources: number; readonly bytes: number }

export function sizesIn(outdir: string): TemplateSize[] {
  return readdirSync(outdir).filter(file => file.endsWith('.template.json')).toSorted().map(file => {
    const text = readFileSync(join(outdir, file))
    const { Resources = {} } = JSON.parse(text.toString()) as { Resources?: object }
    return { stack: file.replace('.template.json', ''), resources: Object.keys(Resources).length, bytes: text.length }
  })
}

const shareOf = ({ resources, bytes }: TemplateSize) => Math.max(resources / limits.resources, bytes / limits.bytes)

/** One line per stack, for whoever synthesizes. */
export const tableOf = (sizes: readonly TemplateSize[]): string => sizes.map(size =>
  `${size.stack.padEnd(28)} ${String(size.resources).padStart(4)} of ${limits.resources} resources ${String(Math.ceil(size.bytes / 1000)).padStart(5)} of ${limits.bytes / 1000} KB${shareOf(size) > tight ? '  ← split it soon' : ''}`).join('\n')

/** Throws a sentence naming every stack that CloudFormation would refuse, before a deployment is half-way. */
export function refuseTooLarge(sizes: readonly TemplateSize[]): void {
  const over = sizes.filter(size => shareOf(size) > 1)
  if (over.length > 0) throw new Error(`CloudFormation takes ${limits.resources} resources and ${limits.bytes / 1_000_000} MB per stack:\n${tableOf(over)}`)
}
