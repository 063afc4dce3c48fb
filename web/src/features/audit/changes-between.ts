/** What an entry of the audit trail says has changed, field by field, in words. Pure. */

export interface ChangeSeen { readonly name: string; readonly before: string; readonly after: string }

const said = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(said).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Fields that are the same before and after are left out. */
export function changesBetween(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): ChangeSeen[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map(name => ({ name, before: said(before[name]), after: said(after[name]) }))
    .filter(({ before: was, after: is }) => was !== is)
}
