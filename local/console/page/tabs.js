/** The tabs: which views each reads and how it draws them. `matches` is the filter box. */
import { bytes, chip, empty, foldable, h, pretty, table, time } from './dom.js'

const nobody = { mailbox: 'mailbox', events: 'event bus', lambda: 'functions', queues: 'queues', jobs: 'MediaConvert', tables: 'DynamoDB', s3: 'S3' }
const absent = view => view.absent && empty(`This local cloud has no ${view.absent.map(name => nobody[name] ?? name).join(', ')}.`)
const list = (items, none, draw) => (items.length ? items.map(draw) : empty(none))

function mail(item) {
  const copy = event => {
    event.preventDefault()
    navigator.clipboard?.writeText(item.code)
    document.getElementById('state').textContent = `Copied ${item.code}.`
  }
  const head = [
    h('div', { class: 'what' }, h('div', null, item.subject), h('div', { class: 'sub' }, `${item.to}  ·  from ${item.from}`)),
    item.code && h('button', { class: 'code', title: 'Copy the code', 'aria-label': `Copy the code ${item.code}`, 'data-focus': `code ${item.id}`, onclick: copy }, item.code),
    time(item.at),
  ]
  // Sandboxed: no scripts, no forms, and the page's own policy lets it load nothing.
  return foldable(item.id, head, () => [item.html && h('iframe', { sandbox: '', srcdoc: item.html, title: `The mail "${item.subject}"` }), h('pre', null, item.text || '(no text part)')])
}

const event = item => foldable(item.id, [
  h('div', { class: 'what' }, h('div', null, item.detailType), h('div', { class: 'sub' }, `${item.source}  ·  ${item.bus}  ·  ${item.matched.length ? `to ${item.matched.join(', ')}` : 'no rule matched'}`)),
  time(item.time),
], () => h('pre', null, pretty(item.detail)))

/** A function's structured line reads as its sentence first, then the fields. */
function sentence(message) {
  try {
    const { level, message: said, timestamp, ...fields } = JSON.parse(message)
    if (typeof said !== 'string') return { text: message }
    return { text: said, fields: Object.entries(fields).map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' '), bad: /error|fatal/i.test(level) }
  } catch {
    return { text: message }
  }
}

const shortName = source => (source.startsWith('arn:') ? source.split(/[/:]/).at(-1) : source)

function line(item) {
  const { text, fields, bad } = sentence(item.message)
  return [
    time(item.at),
    h('span', { class: 'from', title: [item.source, item.requestId].filter(Boolean).join(' · ') }, shortName(item.source)),
    h('span', { class: bad || item.kind === 'error' || item.kind === 'denied' ? 'bad' : null }, text, fields && h('span', { class: 'from' }, `  ${fields}`)),
  ]
}
const lines = (items, none) => (items.length ? h('div', { class: 'log' }, items.map(line)) : empty(none))

const queue = (item, peek) => foldable(item.arn, [
  h('div', { class: 'what' }, h('div', null, item.name)),
  chip(`${item.visible} waiting`, item.visible ? 'busy' : ''), chip(`${item.inFlight} in flight`, item.inFlight ? 'busy' : ''), item.delayed ? chip(`${item.delayed} delayed`) : null,
], () => {
  const box = h('div', null, 'Reading …')
  peek(item.arn).then(({ items }) => box.replaceChildren(...(items.length
    ? items.map(message => h('div', null, h('div', { class: 'sub' }, `sent ${new Date(message.sentAt).toLocaleTimeString()}, received ${message.receiveCount} times`), h('pre', null, pretty(message.body))))
    : ['Nothing waits here.'])))
  return box
})

const jobTone = { COMPLETE: 'good', ERROR: 'bad', CANCELED: 'bad' }
const job = item => foldable(item.id, [
  h('div', { class: 'what' }, h('div', null, Object.values(item.userMetadata).join(' · ') || item.id), h('progress', { max: 100, value: item.percent, 'aria-label': `${item.percent} percent` })),
  h('span', { class: 'sub' }, `${item.percent} %`), chip(item.status.toLowerCase(), jobTone[item.status] ?? 'busy'), time(item.createdAt),
], () => h('pre', null, pretty(item)))

export const tabs = [
  {
    id: 'mailbox', name: 'Mailbox', views: ['mailbox'],
    draw: ({ mailbox }, matches) => absent(mailbox) ?? list(mailbox.items.filter(matches), 'No mail here. Sign somebody up, and the code lands here.', mail),
  },
  {
    id: 'events', name: 'Events', views: ['events'],
    draw: ({ events }, matches) => absent(events) ?? list(events.items.filter(matches), 'No events here.', event),
  },
  {
    id: 'logs', name: 'Functions', views: ['logs'],
    draw: ({ logs }, matches) => absent(logs) ?? [
      h('h2', null, 'Functions'),
      table(['Function', 'Calls', 'Errors', 'Instances'], logs.functions.filter(matches).map(f => [f.name, f.invocations, f.errors, f.instances])),
      h('h2', null, 'Log'), lines(logs.items.filter(matches), 'Nothing was logged.'),
    ],
  },
  {
    id: 'queues', name: 'Queues', views: ['queues'],
    draw: ({ queues }, matches, read) => absent(queues) ?? list(queues.items.filter(matches), 'No queues here.', item => queue(item, arn => read('queue-messages', { arn }))),
  },
  {
    id: 'jobs', name: 'Jobs', views: ['jobs'],
    draw: ({ jobs }, matches) => absent(jobs) ?? list(jobs.items.filter(matches), 'No jobs here. Upload a film, and its encoding shows here.', job),
  },
  {
    id: 'stores', name: 'Tables and buckets', views: ['tables', 'buckets'], every: 3000,
    draw: ({ tables, buckets }, matches) => [
      h('h2', null, 'Tables'), absent(tables) ?? table(['Table', 'Items'], tables.items.filter(matches).map(t => [t.name, t.count])),
      h('h2', null, 'Buckets'), absent(buckets) ?? table(['Bucket', 'Objects', 'Size'], buckets.items.filter(matches).map(b => [b.name, b.objects, h('span', null, bytes(b.bytes))])),
    ],
  },
  {
    id: 'secrets', name: 'Secrets', views: ['secrets'],
    draw: ({ secrets }, matches) => [
      h('p', { class: 'note' }, 'Names only: values are shown nowhere.'),
      secrets.items.length ? table(['Secret', 'For', 'ARN'], secrets.items.filter(matches).map(s => [s.name, s.description ?? '', s.arn])) : empty('No secrets here.'),
    ],
  },
  {
    id: 'iam', name: 'IAM', views: ['iam'],
    draw: ({ iam }, matches) => [
      h('h2', null, 'Denied since the start, the latest first'),
      iam.denied.length ? table(['Who', 'Action', 'On', 'Said'], iam.denied.filter(matches).map(d => [shortName(d.caller), d.action, d.resource, d.message])) : empty('Nothing was denied.'),
      h('h2', null, 'Granted, not exercised since the start'),
      iam.unexercised.length ? table(['Role', 'Action', 'On'], iam.unexercised.filter(matches).map(g => [g.role.split('/').at(-1), g.action, g.resource])) : empty('Every grant was used.'),
    ],
  },
  {
    id: 'activity', name: 'Everything', views: ['activity'],
    draw: ({ activity }, matches) => lines(activity.items.filter(matches).map(item => ({ ...item, source: `${item.kind} ${item.source}` })), 'Nothing has happened yet.'),
  },
]
