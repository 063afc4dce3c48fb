/**
 * Elements without markup: every text becomes a text node, so nothing that a mail, a log line or an event
 * says can turn into HTML.
 * @param {string} tag
 * @param {Record<string, unknown> | null} [properties] attributes; functions are listeners (`onclick`)
 * @param {...unknown} children nodes, texts, arrays of them; null, undefined and false are left out
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value))
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false).map(child => (child instanceof Node ? child : String(child))))
  return element
}

/** Time of day, with the whole of it on hover. */
export const time = iso => h('time', { datetime: iso, title: new Date(iso).toLocaleString() }, new Date(iso).toLocaleTimeString([], { hour12: false }))

export const bytes = n => {
  const unit = Math.min(4, Math.floor(Math.log2(Math.max(n, 1)) / 10))
  return `${(n / 1024 ** unit).toLocaleString([], { maximumFractionDigits: unit ? 1 : 0 })} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][unit]}`
}

/** JSON with indents; text that is JSON is shown as such. */
export function pretty(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2)
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}

const open = new Set()
/** A card that unfolds, and stays unfolded when the list is drawn anew. */
export function foldable(key, head, body) {
  const card = h('details', { class: 'card', open: open.has(key) }, h('summary', { 'data-focus': key }, head))
  const fill = () => { if (card.open && card.children.length === 1) card.append(h('div', { class: 'body' }, body())) }
  card.addEventListener('toggle', () => {
    if (card.open) open.add(key)
    else open.delete(key)
    fill()
  })
  fill()
  return card
}

export const empty = text => h('div', { class: 'empty' }, text)
export const chip = (text, tone = '') => h('span', { class: `chip ${tone}` }, text)

/** Rows of cells under headings; a cell that is a number is set to the right. */
export function table(headings, rows) {
  const side = cell => (typeof cell === 'number' ? { class: 'number' } : null)
  return h('div', { class: 'scroll' }, h('table', null,
    h('thead', null, h('tr', null, headings.map((heading, i) => h('th', { scope: 'col', ...side(rows[0]?.[i]) }, heading)))),
    h('tbody', null, rows.map(row => h('tr', null, row.map(cell => h('td', side(cell), typeof cell === 'number' ? cell.toLocaleString() : cell)))))))
}
