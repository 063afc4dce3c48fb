/** What axe-core, the engine of accessibility checkers, finds wrong on a page. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Found { readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[] }[] }

/** Serious and critical findings by the rules of WCAG 2.2 A and AA, or by `rules`, on the page or `within` a part of it, each as a line. */
export async function seriousOn(page: Page, { rules, within }: { rules?: readonly string[]; within?: string } = {}): Promise<string[]> {
  // By the debugger, because the page's own policy rightly takes no script from elsewhere.
  await page.evaluate(await source)
  const { violations } = await page.evaluate(({ only, part }) => (globalThis as unknown as { axe: { run(what: Document | string, how: object): Promise<Found> } }).axe.run(part ?? document, {
    runOnly: only ? { type: 'rule', values: only } : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
  }), { only: rules, part: within })
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ').slice(0, 240)}`))
}
