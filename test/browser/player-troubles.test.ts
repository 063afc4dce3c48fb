/** What a viewer sees when something happens mid-film: better qualities come, the connection goes, the film is taken away. */
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, anAdmin, aViewer, ended, until, uploaded, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage, enter, film as playing, plays } from './a-page.ts'

let browser: Browser, ana: Creator, film: Video
beforeAll(async () => {
  [browser, ana] = await Promise.all([aBrowser(), aCreator()])
  film = await aFilm(ana, { file: 'long-clip', title: 'A long crossing' })
})
afterAll(() => browser.close())

const at = (page: Page) => playing(page).evaluate((video: HTMLVideoElement) => video.currentTime)
const qualitiesOf = (page: Page) => playing(page).evaluate((video: HTMLVideoElement) => (video as unknown as { videoRenditions: { length: number } }).videoRenditions.length)
/** Pieces of films, of sound and picture. */
const segments = /\/t\/.*\.(m4s|mp4|m4a|m4v|cmfv|cmfa)/

test('better qualities are swapped in without a break for a viewer who is mid-film', async () => {
  const params = { id: await uploaded(ana, 'half-minute') }
  const first = await until('its first quality', () => ana.playback.start({ params }).catch(() => false as const), { seconds: 80, everyMs: 250 })
  expect(first.moreQualitiesComing).toBe(true)

  const { page, complaints } = await aPage(browser)
  // However long the page takes to open, and however soon the ladder is made: until the film plays, the answer is the one of this moment.
  let isComplete = false
  await page.route(`**/videos/${params.id}/playback`, route => (isComplete ? route.continue() : route.fulfill({ json: first })))
  await page.goto(`/watch/${params.id}`)
  const before = await plays(page)
  expect([before, await qualitiesOf(page)]).toEqual([360, 1])
  await page.evaluate(() => {
    const seen: { time: number; paused: boolean; reels: number }[] = []
    Object.assign(window, { seen })
    const look = () => {
      const reels = [...document.querySelectorAll('video')]
      const shown = reels.find(({ style }) => style.opacity !== '0')
      if (shown) seen.push({ time: shown.currentTime, paused: shown.paused, reels: reels.length })
      requestAnimationFrame(look)
    }
    look()
    // Time enough for a machine that has other things to do, without a word's being seen twice.
    document.querySelector('video')!.playbackRate = 0.5
  })
  const old = (await playing(page).elementHandle())!
  await ended(ana, params.id)
  isComplete = true
  await expect.poll(() => old.evaluate(element => element.isConnected), { timeout: 60_000 }).toBe(false)
  await expect.poll(() => plays(page), { timeout: 30_000 }).toBeGreaterThan(before)
  expect(await qualitiesOf(page)).toBeGreaterThan(1)
  const seen = await page.evaluate(() => (window as unknown as { seen: { time: number; paused: boolean; reels: number }[] }).seen)
  expect(Math.max(...seen.map(({ reels }) => reels))).toBe(2)
  expect(seen.filter(({ paused }) => paused)).toEqual([])
  const steps = seen.slice(1).map(({ time }, index) => time - seen[index]!.time)
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...steps)).toBeLessThan(0.5)
  expect(complaints).toEqual([])
  await page.context().close()
}, 180_000)

test('the film of somebody suspended stops where it is being watched, which says that watching has ended', async () => {
  const [ada, sue] = await Promise.all([anAdmin(), aCreator('Sue Creator')])
  const theirs = await aFilm(sue, { file: 'long-clip' })
  const { page, complaints } = await aPage(browser, 390)
  const fetched: string[] = []
  page.on('request', request => { if (segments.test(request.url())) fetched.push(request.url()) })
  await page.goto(`/watch/${theirs.id}`)
  await plays(page)
  // Slowly, so that there is film left to fetch when the moment comes, however busy the machine is.
  await playing(page).evaluate((video: HTMLVideoElement) => void (video.playbackRate = 0.0625))
  await ada.users.suspend({ params: { id: sue.user.id }, body: { reason: 'Somebody else\'s films.' } })
  await expect.poll(async () => (await page.request.get(fetched.at(-1)!)).status(), { timeout: 20_000 }).toBe(403)
  await playing(page).evaluate((video: HTMLVideoElement) => void (video.playbackRate = 4))
  const end = page.locator('[data-reason="gone"]')
  await end.getByText('Watching has ended').waitFor({ timeout: 60_000 })
  expect(await page.locator('video').count()).toBe(0)
  await end.getByRole('link', { name: /^More of|front page/ }).click()
  await page.waitForURL(address => !address.pathname.startsWith('/watch/'))
  expect(complaints).toEqual([])
  await page.context().close()
})

test('when the connection goes one is told, and the film goes on when it is back', async () => {
  const { page } = await aPage(browser, 390)
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  await page.context().setOffline(true)
  await playing(page).evaluate((video: HTMLVideoElement) => void (video.currentTime = 45))
  await page.getByText('The connection broke off. The film goes on where it stopped.').waitFor()
  expect(await at(page)).toBe(45)
  await page.context().setOffline(false)
  await expect.poll(() => at(page), { timeout: 60_000 }).toBeGreaterThan(45.3)
  await page.getByText('The connection broke off.').waitFor({ state: 'detached' })
  await page.context().close()
})

test('what cannot be decoded says so, and is tried again at the same place', async () => {
  const { page } = await aPage(browser)
  const spoil = (route: Route) => route.fulfill({ body: 'A film is a promise that something will move.'.repeat(200) })
  await page.route(segments, spoil)
  await page.goto(`/watch/${film.id}?t=20`)
  const alert = page.getByRole('alert').filter({ hasText: 'stopped decoding' })
  await alert.waitFor()
  await page.unroute(segments, spoil)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await plays(page)
  expect(await at(page)).toBeGreaterThan(19.5)
  await alert.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a browser that plays no such films is told which do', async () => {
  const { page, complaints } = await aPage(browser)
  await page.addInitScript(() => {
    for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) Object.defineProperty(window, name, { value: undefined })
    HTMLMediaElement.prototype.canPlayType = () => ''
  })
  await page.goto(`/watch/${film.id}`)
  await page.getByRole('alert').filter({ hasText: 'This browser cannot play our films. A current Chrome' }).waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('a film that had to wait for data says how often and how long', async () => {
  const { page, complaints } = await aPage(browser)
  const told: { playing: boolean; buffering?: { count: number; seconds: number } }[] = []
  page.on('request', request => { if (request.url().includes('/heartbeat')) told.push(request.postDataJSON() as never) })
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  // Nothing more comes, and what is there already is played.
  const waiting: Route[] = []
  await page.route(segments, route => void waiting.push(route))
  await playing(page).evaluate((video: HTMLVideoElement) => new Promise<void>(waits => {
    video.addEventListener('waiting', () => !video.seeking && waits())
    video.playbackRate = 16
  }))
  const here = await at(page)
  await page.unroute(segments)
  await Promise.all(waiting.map(route => route.continue()))
  await expect.poll(() => at(page), { timeout: 60_000 }).toBeGreaterThan(here + 0.2)
  await playing(page).evaluate((video: HTMLVideoElement) => video.pause())
  await expect.poll(() => told.at(-1)?.playing).toBe(false)
  const stalls = told.flatMap(({ buffering }) => buffering ?? [])
  expect(stalls.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0)
  expect(stalls.reduce((sum, { seconds }) => sum + seconds, 0)).toBeGreaterThan(0)
  expect(complaints).toEqual([])
  await page.context().close()
})

describe('whoever may not watch finds a way onward', () => {
  test('somebody else\'s private film, signed in', async () => {
    const hidden = await aFilm(ana, { access: 'private' })
    const { page } = await aPage(browser, 390)
    await enter(page, await aViewer(), `/watch/${hidden.id}`)
    const denial = page.locator('[data-reason="private"]')
    await denial.getByText('ask them to share it').waitFor()
    await denial.getByRole('link', { name: 'Go to the front page' }).click()
    await expect.poll(() => new URL(page.url()).pathname).toBe('/')
    await page.context().close()
  })
  test('a film that failed, whose maker comes to where the reason stands', async () => {
    const id = await uploaded(ana, 'text')
    await ended(ana, id)
    const { page } = await aPage(browser)
    await enter(page, ana, `/watch/${id}`)
    const denial = page.locator('[data-reason="failed"]')
    await denial.getByRole('link', { name: `More of ${ana.channel.name}` }).waitFor()
    await denial.getByRole('link', { name: 'See why' }).click()
    await expect.poll(() => page.url()).toContain(`/studio/films/${id}`)
    await page.context().close()
  })
  test.each(['not_here', 'suspended'])('where the answer is %s', async code => {
    const { page } = await aPage(browser, 390)
    await page.route(`**/videos/${film.id}/playback`, route => route.fulfill({ status: 403, contentType: 'application/problem+json', json: { type: `/problems/${code}`, title: code, status: 403, code, detail: 'A reason.', requestId: 'test' } }))
    await page.goto(`/watch/${film.id}`)
    await page.locator(`[data-reason="${code}"]`).getByRole('link', { name: `More of ${ana.channel.name}` }).click()
    await expect.poll(() => page.url()).toContain(`/@${ana.channel.handle}`)
    await page.context().close()
  })
  test('in another site\'s page, where a page of the house would not open: the film\'s own page, in a tab of its own', async () => {
    const hidden = await aFilm(ana, { access: 'followers' })
    const { page } = await aPage(browser, 320)
    await page.goto(`/embed/${hidden.id}`)
    const [tab] = await Promise.all([page.context().waitForEvent('page'), page.locator('[data-reason="sign_in"]').getByRole('link', { name: 'Open on Playhouse' }).click()])
    await tab.waitForURL(`**/watch/${hidden.id}`)
    expect(await page.locator('[data-reason] a').count()).toBe(1)
    await page.context().close()
  })
})
