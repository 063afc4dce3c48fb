/** What the web app costs a visitor: scripts of the first route, time to the largest picture beside a static page with the same one, what moves meanwhile (to somebody who has been here as well), and how soon a page is there again. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import type { SignedIn } from '../../bin/journey/house.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { stat } from 'node:fs/promises'
import type { VideoCard } from '../../functions/videos/contract.ts'
import { aBrowser } from '../support/chromium.ts'
import { media } from '../support/media/media.ts'
import { aHouse } from './a-house.ts'
import { median, type Figure } from './report.ts'

/** A good mobile connection and a middling phone: 1.25 MB/s, 60 ms there and back, a quarter of this machine's speed. */
const throttled = { offline: false, downloadThroughput: 1_250_000, uploadThroughput: 500_000, latency: 60 }
const slowdown = 4
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const rounds = 5

interface Visit { /** Milliseconds. */ readonly lcp: number; readonly shift: number; /** Bytes as they travel, compressed. */ readonly scripts: number; readonly player: boolean }

export async function measure(): Promise<Figure[]> {
  const house = await aHouse()
  const browser = await aBrowser()
  let still: Server | undefined
  try {
    const films = await someFilms(house.frontDoor)
    still = await staticPages(house.frontDoor, films)
    const floor = `http://127.0.0.1:${(still.address() as AddressInfo).port}`
    const pages = { home: '/', watch: `/watch/${films[0]!.id}` }
    const visits: Record<string, Visit[]> = { home: [], watch: [] }
    const floors: Record<string, number[]> = { home: [], watch: [] }
    // Each beside its floor, so that both see the same machine.
    for (let round = 0; round < rounds; round++) for (const [name, path] of Object.entries(pages)) {
      floors[name]!.push((await visit(browser, `${floor}/${name}`)).lcp)
      visits[name]!.push(await visit(browser, house.frontDoor + path))
    }
    const moved = await shiftsOfMember(browser, house.frontDoor, films)
    const again = await cachedPages(browser, house.frontDoor)
    const players = visits['home']!.filter(({ player }) => player).length
    const of = (name: string, what: (visit: Visit) => number) => visits[name]!.map(what)
    return [
      { name: 'scripts of the first route, compressed', unit: 'KB', figure: Math.max(...of('home', ({ scripts }) => scripts)) / 1024, promise: { of: 'figure', atMost: 180 } },
      { name: 'front pages that loaded the player', unit: '', figure: players, promise: { of: 'figure', atMost: 0 } },
      ...Object.keys(pages).flatMap((name): Figure[] => [
        { name: `${name}: largest picture`, unit: 'ms', figure: median(of(name, ({ lcp }) => lcp)), floors: floors[name], promise: { of: 'ratio', atMost: 1.5 } },
        { name: `${name}: layout shift`, unit: '', figure: Math.max(...of(name, ({ shift }) => shift)), promise: { of: 'figure', atMost: 0.02 } },
      ]),
      ...moved.map(({ width, shift }): Figure => ({ name: `home, signed in, at ${width} pixels: layout shift`, unit: '', figure: shift, promise: { of: 'figure', atMost: 0.02 } })),
      { name: 'a page that was there before: from the click to its paint', unit: 'ms', figure: median(again), promise: { of: 'figure', atMost: 100 } },
    ]
  } finally {
    await browser.close()
    still?.close()
    await house.stop()
  }
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: desk })
  const seen = await look(await context.newPage(), address)
  await context.close()
  return seen
}

/** Somebody comes back who is in the middle of a film and follows a channel: both make rows above all others. */
async function shiftsOfMember(browser: Browser, base: string, [film]: readonly VideoCard[]): Promise<{ width: number; shift: number }[]> {
  const ben = await newPerson(base)
  await ben.channels.follow({ params: { id: film!.channel.id } })
  const { sessionId } = await ben.playback.start({ params: { id: film!.id } })
  await ben.playback.heartbeat({ params: { sessionId }, body: { position: film!.durationSeconds! / 2, playing: true } })
  await until('a film to go on with', async () => (await ben.playback.continueWatching({ query: {} })).items.length > 0)
  const shifts: { width: number; shift: number }[] = []
  for (const viewport of [desk, phone]) {
    const context = await browser.newContext({ viewport })
    const door = await context.newPage()
    await signIn(door, base, ben)
    await door.close()
    shifts.push({ width: viewport.width, shift: (await look(await context.newPage(), `${base}/`)).shift })
    await context.close()
  }
  return shifts
}

async function signIn(page: Page, base: string, { email, password }: SignedIn): Promise<void> {
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${base}/`)
}

/** From the front page to a channel's and back, again and again, after both have been seen. Milliseconds each, on this machine as it is. */
async function cachedPages(browser: Browser, base: string): Promise<number[]> {
  const context = await browser.newContext({ viewport: desk })
  const page = await context.newPage()
  await page.goto(`${base}/`)
  const [home, channel] = [page.getByRole('heading', { name: 'New', exact: true }), page.getByRole('heading', { name: 'Bench', level: 1 })]
  const there = async () => { await page.getByRole('main').getByRole('link', { name: 'Bench' }).first().click(); await channel.waitFor() }
  const back = async () => { await page.getByRole('link', { name: 'Home' }).first().click(); await home.waitFor() }
  await there()
  await back()
  // Counted in the page itself, from the click to the frame after the new heading.
  await page.evaluate(() => {
    const took: number[] = []
    Object.assign(globalThis, { took })
    addEventListener('click', ({ timeStamp }) => {
      const from = document.querySelector('main h1')?.textContent
      const look = () => (document.querySelector('main h1')?.textContent === from ? requestAnimationFrame(look) : requestAnimationFrame(() => took.push(performance.now() - timeStamp)))
      requestAnimationFrame(look)
    }, { capture: true })
  })
  for (let round = 0; round < rounds * 2; round++) {
    await there()
    await back()
  }
  const took = await page.evaluate(() => (globalThis as unknown as { took: number[] }).took)
  await context.close()
  return took
}

async function look(page: Page, address: string): Promise<Visit> {
  const context = page.context()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', throttled)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.addInitScript(() => {
    const seen = { lcp: 0, shift: 0 }
    Object.assign(globalThis, { seen })
    new PerformanceObserver(list => list.getEntries().forEach(entry => (seen.lcp = entry.startTime))).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver(list => list.getEntries().forEach(entry => (seen.shift += (entry as PerformanceEntry & { value: number }).value))).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(address, { waitUntil: 'load' })
  await settled(page)
  const seen = await page.evaluate(() => ({
    ...(globalThis as unknown as { seen: { lcp: number; shift: number } }).seen,
    scripts: (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) => name.endsWith('.js')).map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize })),
  }))
  return { ...seen, scripts: seen.scripts.reduce((sum, { size }) => sum + size, 0), player: seen.scripts.some(({ name }) => /\/player-/.test(name)) }
}

/** Until no larger picture has come for a second and a half. */
async function settled(page: Page): Promise<void> {
  let last = -1
  for (let same = 0; same < 3;) {
    await page.waitForTimeout(500)
    const lcp = await page.evaluate(() => (globalThis as unknown as { seen: { lcp: number } }).seen.lcp)
    same = lcp === last && lcp > 0 ? same + 1 : 0
    last = lcp
  }
}

/** Four films with posters, as a first screen shows them. */
async function someFilms(base: string): Promise<VideoCard[]> {
  const ana = await newPerson(base)
  const channel = await ana.channels.create({ body: { handle: 'bench', name: 'Bench' } })
  const path = await media('landscape-360p')
  for (const title of ['One', 'Two', 'Three', 'Four']) {
    const { video } = await ana.videos.create({ body: { channelId: channel.id, title, access: 'public', file: { name: 'film.mp4', size: (await stat(path)).size } } })
    await uploadFile(ana, video.id, path)
    await ana.videos.completeUpload({ params: { id: video.id } })
  }
  return until('four films with posters', async () => {
    const { items } = await ana.videos.browse({ query: { limit: 4 } })
    return items.length === 4 && items.every(({ posterUrl }) => posterUrl) && items
  }, { seconds: 180, everyMs: 1000 })
}

/** The floor: the same pictures at the same size and nothing else. */
async function staticPages(base: string, films: readonly VideoCard[]): Promise<Server> {
  const posters = new Map(await Promise.all(films.map(async ({ posterUrl }) => [posterUrl!, Buffer.from(await (await fetch(base + posterUrl!)).arrayBuffer())] as const)))
  const page = (body: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Still</title><style>body{margin:0;background:#0b0c10;color:#eceef2;font-family:sans-serif}.grid{display:grid;grid-template-columns:repeat(4,1fr);gap:20px;padding:120px 32px 0 240px}img{display:block;width:100%;aspect-ratio:16/9;object-fit:cover}.film{width:968px;padding:72px 24px}</style>${body}`
  const pages: Record<string, string> = {
    '/home': page(`<div class="grid">${films.map(({ title, posterUrl }) => `<div><img src="${posterUrl}" alt=""><p>${title}</p></div>`).join('')}</div>`),
    '/watch': page(`<div class="film"><img src="${films[0]!.posterUrl}" alt=""><h1>${films[0]!.title}</h1></div>`),
  }
  const server = createServer((request, response) => {
    const poster = posters.get(request.url!)
    if (poster) return void response.setHeader('content-type', 'image/jpeg').end(poster)
    response.setHeader('content-type', 'text/html').end(pages[request.url!] ?? '')
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return server
}
