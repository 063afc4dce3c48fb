/** What a viewer does, in a real browser: with the mouse, by the keyboard alone, on a phone, in another site's page. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeFromLocalMailbox } from '../../bin/journey/new-person.ts'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, aViewer, began, frontDoor, until, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage, enter, film as playing, plays, press, tabTo } from './a-page.ts'

let browser: Browser, ana: Creator, film: Video, next: Video
beforeAll(async () => {
  [browser, ana] = await Promise.all([aBrowser(), aCreator()]);
  [film, next] = await Promise.all([aFilm(ana, { file: 'ntsc-rate', title: 'Light on the fjord' }), aFilm(ana, { title: 'The film after it' })]) as [Video, Video]
  await ana.videos.batchChange({ body: { ids: [film.id], change: { category: 'craft' } } })
  const words = (text: string) => ({ content: `WEBVTT\n\n00:00:00.000 --> 00:00:14.000\n${text}\n` })
  await ana.videos.putCaptions({ params: { id: film.id, language: 'en' }, body: words('Long light') })
  await ana.videos.putCaptions({ params: { id: film.id, language: 'nb' }, body: { ...words('Langt lys'), label: 'Norsk' } })
})
afterAll(() => browser.close())

const at = (page: Page) => playing(page).evaluate((video: HTMLVideoElement) => video.currentTime)
const captionsOn = (page: Page) => playing(page).evaluate((video: HTMLVideoElement) =>
  [...video.textTracks].filter(({ kind, mode }) => kind === 'subtitles' && mode === 'showing').flatMap(({ activeCues }) => [...activeCues ?? []].map(cue => (cue as VTTCue).text)))

describe.each([1440, 390])('at %i pixels', width => {
  test('somebody new signs up from a film and goes on to watch it', async () => {
    const { page, complaints } = await aPage(browser, width)
    await page.goto('/sign-up?next=' + encodeURIComponent(`/watch/${film.id}`))
    const email = `vera-${randomBytes(6).toString('hex')}@example.org`
    await page.getByLabel('Display name').fill('Vera Viewer')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('Lantern-and-tide-7')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText(email).waitFor()
    await page.getByLabel('Code').first().focus()
    await page.keyboard.type(await codeFromLocalMailbox(frontDoor())(email))
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/watch/${film.id}`)
    expect(await plays(page)).toBeGreaterThan(100)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('whoever may not watch is told why and what would help, and it does', async () => {
    const hidden = await aFilm(ana, { access: 'followers' })
    const ben = await aViewer()
    const { page } = await aPage(browser, width)
    await page.goto(`/watch/${hidden.id}`)
    await page.getByText('Sign in to watch').first().waitFor()
    await page.locator('[data-reason="sign_in"]').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('Email').fill(ben.email)
    await page.getByLabel('Password', { exact: true }).fill(ben.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('[data-reason="followers_only"]').getByRole('button', { name: /^Follow/ }).click()
    await expect.poll(() => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0), { timeout: 20_000 }).toBeGreaterThan(0.1)
    await page.context().close()
  })
})

test('asking again disturbs nobody who watches; before the permission ends the film goes on with a new one', async () => {
  const { page, complaints } = await aPage(browser)
  let asked = 0
  await page.route(`**/videos/${film.id}/playback`, async route => {
    const response = await route.fetch()
    asked++
    // As of a film that becomes no better than it is, and whose renewal is due in ten seconds.
    await route.fulfill({ response, json: { ...await response.json(), moreQualitiesComing: asked === 1, ...(asked === 1 && { expiresInSeconds: 310 }) } })
  })
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  const first = playing(page)
  const shown = (await first.elementHandle())!
  await first.evaluate((video: HTMLVideoElement) => void (video.loop = true))
  await expect.poll(() => asked, { timeout: 9000 }).toBe(2)
  await page.evaluate(() => [document, window].forEach(target => ['visibilitychange', 'focus', 'online'].forEach(type => target.dispatchEvent(new Event(type)))))
  await plays(page)
  expect([asked, await page.locator('video').count(), await shown.evaluate(video => video.isConnected)]).toEqual([2, 1, true])
  await expect.poll(() => shown.evaluate(video => video.isConnected), { timeout: 25_000 }).toBe(false)
  expect(asked).toBe(3)
  await plays(page)
  expect(complaints).toEqual([])
  await page.context().close()
})

test.each([1440, 390])('captions are switched on, to another language, off by a key, and remembered with their look, at %i pixels', async width => {
  const { page, complaints } = await aPage(browser, width)
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  expect(await captionsOn(page)).toEqual([])
  const pick = (name: string) => press(page.locator('media-captions-menu-button'), page.locator('media-captions-menu').getByText(name))
  await pick('English')
  await expect.poll(() => captionsOn(page)).toEqual(['Long light'])
  await pick('Norsk')
  await expect.poll(() => captionsOn(page)).toEqual(['Langt lys'])
  await page.keyboard.press('Escape')
  await press(page.locator('media-settings-menu-button'), page.locator('media-settings-menu-item').filter({ hasText: 'Caption size' }), page.getByText('Very large'))
  await press(page.locator('media-settings-menu-button'), page.locator('media-settings-menu-item').filter({ hasText: 'Caption background' }), page.getByText('Solid'))
  const look = () => page.locator('media-controller').evaluate(({ dataset }: HTMLElement) => [dataset['captionSize'], dataset['captionGround']])
  expect(await look()).toEqual(['huge', 'solid'])

  await page.reload()
  await plays(page)
  await expect.poll(() => captionsOn(page)).toEqual(['Langt lys'])
  expect(await look()).toEqual(['huge', 'solid'])
  await page.locator('body').press('c')
  await expect.poll(() => captionsOn(page)).toEqual([])
  expect(complaints).toEqual([])
  await page.context().close()
})

test('by keyboard alone: signing in, from a category of the front page into a film, every key of the player, and out again', async () => {
  const ben = await aViewer()
  const { page } = await aPage(browser)
  await page.goto('/')
  await tabTo(page, 'Sign in')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sign-in*')
  await page.getByLabel('Email').waitFor()
  await tabTo(page, 'Email')
  await page.keyboard.type(ben.email)
  await tabTo(page, /^Password/)
  await page.keyboard.type(ben.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(address => address.pathname === '/')
  await page.getByRole('navigation', { name: 'Categories' }).waitFor()
  await tabTo(page, 'Craft')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/?category=craft')
  await page.getByRole('link', { name: film.title }).waitFor()
  await page.getByRole('link', { name: next.title }).waitFor({ state: 'detached' })
  await tabTo(page, film.title)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/watch/${film.id}`)
  await plays(page)
  const video = playing(page)
  const is = (what: 'paused' | 'muted' | 'playbackRate') => video.evaluate((element: HTMLVideoElement, name) => element[name], what)
  // The player reckons from what it shows, which it learns of a moment after the film has changed: a person waits for that by nature.
  const shown = (state: string) => page.locator('media-controller').getAttribute(state)
  for (const key of ['k', ' ']) {
    const before = await is('paused')
    await page.keyboard.press(key)
    await expect.poll(() => is('paused')).toBe(!before)
    await expect.poll(() => shown('mediapaused')).toBe(before ? null : '')
  }
  if (!(await is('paused'))) await page.keyboard.press('k')
  await expect.poll(() => is('paused')).toBe(true)
  for (const [forth, back] of [['l', 'j'], ['ArrowRight', 'ArrowLeft']] as const) {
    await video.evaluate((element: HTMLVideoElement) => (element.currentTime = 2))
    await expect.poll(() => shown('mediacurrenttime')).toBe('2')
    await page.keyboard.press(forth)
    await expect.poll(() => at(page)).toBeGreaterThan(10)
    await expect.poll(async () => Number(await shown('mediacurrenttime'))).toBeGreaterThan(10)
    await page.keyboard.press(back)
    await expect.poll(() => at(page)).toBeLessThan(5)
  }
  const muted = await is('muted')
  await page.keyboard.press('m')
  await expect.poll(() => is('muted')).toBe(!muted)
  await page.keyboard.press('>')
  await expect.poll(() => is('playbackRate')).toBe(1.25)
  await expect.poll(() => shown('mediaplaybackrate')).toBe('1.25')
  await page.keyboard.press('<')
  await expect.poll(() => is('playbackRate')).toBe(1)
  await page.keyboard.press('c')
  await expect.poll(() => captionsOn(page)).toHaveLength(1)
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await expect.poll(() => shown('mediaisfullscreen')).toBe('')
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false)
  await tabTo(page, 'Share')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Share this film' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.goBack()
  await page.waitForURL('**/?category=craft')
  await page.context().close()
})

test('a shared link begins at its time; at the end the next film is offered, and begins unless one cancels', async () => {
  const { page } = await aPage(browser)
  await page.goto(`/watch/${film.id}?t=9`)
  await plays(page)
  expect(await at(page)).toBeGreaterThan(8.5)
  const toTheEnd = () => playing(page).evaluate((video: HTMLVideoElement) => (video.currentTime = video.duration - 0.2))
  await toTheEnd()
  const end = page.getByRole('region', { name: 'The film is over' })
  await end.getByText(next.title).waitFor()
  await end.getByRole('button', { name: 'Cancel' }).click()
  await end.getByRole('button', { name: 'Watch again' }).click()
  await expect.poll(() => at(page)).toBeLessThan(5)
  await toTheEnd()
  await page.waitForURL(`**/watch/${next.id}`, { timeout: 20_000 })
  await page.context().close()
})

test('another site shows the film in a frame, at any size, and nothing plays before it is asked to', async () => {
  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Elsewhere</title><iframe src="${frontDoor()}/embed/${film.id}?t=3" width="320" height="180" allow="autoplay; fullscreen"></iframe>`))
  await new Promise<void>(listening => site.listen(0, '127.0.0.1', listening))
  try {
    const { page, complaints } = await aPage(browser)
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
    const frame = page.frameLocator('iframe')
    const play = frame.locator('media-play-button').first()
    await play.waitFor()
    expect(await frame.locator('video').evaluate((video: HTMLVideoElement) => [video.paused, video.buffered.length])).toEqual([true, 0])
    await play.click()
    await expect.poll(() => frame.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime), { timeout: 20_000 }).toBeGreaterThan(3.3)
    expect(complaints).toEqual([])
    await page.context().close()
  } finally {
    site.close()
  }
})

test('history forgets a film, with a way back for a moment; what is begun waits on the front page', async () => {
  const ben = await aViewer()
  await began(ben, film, 6)
  await until('it to be listed', async () => (await ben.playback.continueWatching()).items.length === 1)
  const { page } = await aPage(browser, 390)
  await enter(page, ben, '/')
  await page.getByRole('region', { name: 'Continue watching' }).getByText(film.title).waitFor()
  // From here on a service worker stands between the pages and the house, as at every visit but the first.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.goto('/history')
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
  const entry = page.getByRole('main').getByRole('link', { name: film.title })
  await page.getByRole('button', { name: `Take “${film.title}” out of the history` }).click()
  await entry.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await entry.waitFor()
  expect((await ben.playback.history()).items).toHaveLength(1)
  await page.getByRole('button', { name: 'Forget everything' }).click()
  await entry.waitFor({ state: 'hidden' })
  // Leaving does not wait for the moment to be over.
  await page.goto('/library')
  await until('it to be forgotten', async () => (await ben.playback.history()).items.length === 0)
  await page.context().close()
})

test('where less motion is wanted, nothing moves for longer than a blink: a film, the front page, the studio, a dialog', async () => {
  const { page } = await aPage(browser)
  const moving = () => page.evaluate(() => [...document.querySelectorAll('*')].filter(element => {
    const { transitionDuration, animationDuration, animationIterationCount } = getComputedStyle(element)
    const longest = Math.max(...[transitionDuration, animationDuration].flatMap(list => list.split(',')).map(time => Number.parseFloat(time) * (time.includes('ms') ? 1 : 1000)))
    return longest > 50 || animationIterationCount.includes('infinite')
  }).map(element => `${location.pathname}: ${element.tagName} ${element.className}`))
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  expect(await moving()).toEqual([])
  await page.getByRole('main').getByRole('button', { name: 'Share' }).click()
  await page.getByRole('dialog', { name: 'Share this film' }).getByText('Link', { exact: true }).waitFor()
  expect(await moving()).toEqual([])
  await page.goto('/')
  await page.getByRole('link', { name: film.title }).first().waitFor()
  expect(await moving()).toEqual([])
  await enter(page, ana, '/studio/content')
  await page.getByRole('row').filter({ hasText: film.title }).waitFor()
  expect(await moving()).toEqual([])
  await page.context().close()
})
