/** The page's life: which tab, what filter, and a look at the cloud each second while somebody watches. */
import { h } from './dom.js'
import { tabs } from './tabs.js'

const byId = id => document.getElementById(id)
const [tablist, rows, filter, state, clock, ahead] = ['tabs', 'rows', 'filter', 'state', 'clock', 'ahead'].map(byId)
const buttons = new Map(tabs.map(tab => [tab.id, h('button', { role: 'tab', id: `tab-${tab.id}`, 'aria-controls': 'panel', onclick: () => { location.hash = tab.id } }, tab.name, h('span', { class: 'count', hidden: true }))]))
tablist.append(...buttons.values())

const chosen = () => tabs.find(tab => tab.id === location.hash.slice(1)) ?? tabs[0]
let data = {}
let drawn = ''
let skew = 0

async function read(view, query = {}) {
  const response = await fetch(`/_local/${view}.json?${new URLSearchParams(query)}`)
  if (!response.ok) throw new Error((await response.json()).message)
  return response.json()
}

/** Draws only when something has changed, and puts the focus back where it was. */
function draw() {
  const tab = chosen()
  const key = JSON.stringify([tab.id, filter.value, data])
  if (key === drawn || !tab.views.every(view => data[view])) return
  drawn = key
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = item => { const text = JSON.stringify(item).toLowerCase(); return words.every(word => text.includes(word)) }
  const focused = document.activeElement?.getAttribute('data-focus')
  rows.replaceChildren(...[tab.draw(data, matches, read)].flat())
  if (focused) rows.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus()
}

function showSummary({ counts, aheadSeconds }) {
  for (const [id, button] of buttons) {
    const count = button.querySelector('.count')
    const n = counts[id === 'activity' ? 'errors' : id] ?? 0
    count.hidden = n === 0
    count.textContent = id === 'activity' ? `${n} ${n === 1 ? 'error' : 'errors'}` : n
    count.classList.toggle('bad', id === 'iam' || id === 'activity')
  }
  skew = aheadSeconds
}

function tick() {
  clock.textContent = new Date(Date.now() + skew * 1000).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium', hour12: false })
  clock.classList.toggle('moved', skew > 1)
}

async function look() {
  const tab = chosen()
  try {
    const [summary, ...views] = await Promise.all([read('summary'), ...tab.views.map(view => read(view))])
    showSummary(summary)
    Object.assign(data, Object.fromEntries(tab.views.map((view, i) => [view, views[i]])))
    if (state.dataset.lost) { state.textContent = ''; delete state.dataset.lost }
    if (tab === chosen()) draw()
  } catch (error) {
    state.dataset.lost = 'yes'
    state.textContent = error instanceof TypeError ? 'The local cloud does not answer. Is it running?' : error.message
  }
}

/** One look at a time; none while the page is hidden. */
let timer
let looking = false
async function keepLooking() {
  clearTimeout(timer)
  if (looking || document.visibilityState === 'hidden') return
  looking = true
  const tab = chosen()
  await look()
  looking = false
  timer = setTimeout(keepLooking, tab === chosen() ? tab.every ?? 1000 : 0)
}

function choose() {
  for (const [id, button] of buttons) {
    const selected = id === chosen().id
    button.setAttribute('aria-selected', String(selected))
    button.tabIndex = selected ? 0 : -1
    if (selected) {
      byId('panel').setAttribute('aria-labelledby', button.id)
      button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
  }
  drawn = ''
  data = {}
  rows.replaceChildren()
  keepLooking()
}

tablist.addEventListener('keydown', event => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  const next = tabs[(tabs.indexOf(chosen()) + step + tabs.length) % tabs.length]
  location.hash = next.id
  buttons.get(next.id).focus()
})
ahead.addEventListener('change', async () => {
  const advanceSeconds = Number(ahead.value)
  ahead.value = ''
  if (!advanceSeconds) return
  await fetch('/_local/clock', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ advanceSeconds }) })
  keepLooking()
})
filter.addEventListener('input', draw)
addEventListener('hashchange', choose)
document.addEventListener('visibilitychange', keepLooking)
setInterval(tick, 1000)
choose()
tick()
