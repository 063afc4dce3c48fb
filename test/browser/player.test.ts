/** The player's controls, in a real browser: at every size, by every key, and while it waits to be asked. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, aViewer, atRest, began, until, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage, enter, film as playing, plays, press, tabTo } from './a-page.ts'

let browser: Browser, ana: Creator, film: Video, next: Video
beforeAll(async () => {
  [browser, ana] = await Promise.all([aBrowser(), aCreator()]);
  [film, next] = await Promise.all([aFilm(ana, { file: 'ntsc-rate', title: 'Light on the fjord' }), aFilm(ana, { title: 'What the harbour master wrote down in the winter of the long ice, and why nobody read it' })]) as [Video, Video]
  const content = 'WEBVTT\n\n00:00:00.000 --> 00:00:14.000\nLong light\n'
  await ana.videos.putCaptions({ params: { id: film.id, language: 'en' }, body: { content } })
  await ana.videos.putCaptions({ params: { id: film.id, language: 'nb' }, body: { content, label: 'Norsk' } })
})
afterAll(() => browser.close())

const at = (page: Page) => playing(page).evaluate((video: HTMLVideoElement) => video.currentTime)
const is = (page: Page, what: 'paused' | 'muted' | 'playbackRate' | 'volume') => playing(page).evaluate((video: HTMLVideoElement, name) => video[name], what)
const seek = (page: Page, seconds: number) => playing(page).evaluate((video: HTMLVideoElement, to) => void (video.currentTime = to), seconds)
/** The player reckons from what it shows, which it learns of a moment after the film has changed. */
const shown = (page: Page, state: string) => page.locator('media-controller').getAttribute(state)
describe.each([
  ['a phone of 360 pixels', 360, 780, '/watch/'],
  ['a frame of 320 by 180', 320, 180, '/embed/'],
])('in %s', (_, width, height, path) => {
  test('every control is there or in the settings: quality, speed, captions, picture in picture', async () => {
    const { page, complaints } = await aPage(browser, width)
    await page.setViewportSize({ width, height })
    await page.goto(`${path}${film.id}?autoplay=true`)
    await plays(page)
    await playing(page).evaluate((video: HTMLVideoElement) => void (video.loop = true))
    const player = (await page.locator('media-controller').boundingBox())!
    for (const button of await page.locator('media-control-bar > [role="button"]').all()) {
      const box = (await button.boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(player.x)
      expect(box.x + box.width).toBeLessThanOrEqual(player.x + player.width)
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24)
    }
    const settings = page.locator('media-settings-menu-button')
    const line = (name: string) => page.locator('media-settings-menu').getByRole('menuitem', { name })
    const choice = (name: string) => page.locator('media-settings-menu').getByRole('menuitemradio', { name })
    const pick = (menu: string, name: string) => press(settings, line(menu), choice(name).first())
    const lines = () => playing(page).evaluate((video: HTMLVideoElement) => (video as unknown as { videoRenditions: { chosenLines: number | null } }).videoRenditions.chosenLines)
    await pick('Quality', '144p')
    await expect.poll(lines).toBe(144)
    await pick('Quality', 'Auto')
    await expect.poll(lines).toBe(null)
    await pick('Speed', '1.5')
    await expect.poll(() => is(page, 'playbackRate')).toBe(1.5)
    // A menu that lies over the bar goes as others do: by a key, or a touch beside it.
    await expect.poll(async () => { await page.keyboard.press('Escape'); return page.locator('media-settings-menu').isVisible() }).toBe(false)
    await press(page.locator('media-captions-menu-button'), page.locator('media-captions-menu').getByText('Norsk'))
    await expect.poll(() => playing(page).evaluate((video: HTMLVideoElement) => [...video.textTracks].find(({ mode, kind }) => mode === 'showing' && kind === 'subtitles')?.language)).toBe('nb')
    if (await page.evaluate(() => document.pictureInPictureEnabled)) {
      await press(settings, line('Picture in picture'))
      await expect.poll(() => page.evaluate(() => document.pictureInPictureElement !== null)).toBe(true)
      await expect.poll(() => shown(page, 'mediaispip')).toBe('')
      await press(settings, line('Picture in picture'))
      await expect.poll(() => page.evaluate(() => document.pictureInPictureElement)).toBe(null)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

test('keys work whatever Caps Lock says: playing, places, sound, speed, captions, the whole screen', async () => {
  const { page } = await aPage(browser)
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  await playing(page).evaluate((video: HTMLVideoElement) => void (video.loop = true))
  // As a keyboard with Caps Lock sends them: the capital, without Shift.
  const key = (letter: string) => page.evaluate(given => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: given, bubbles: true, cancelable: true })), letter)
  const toggles = async (letter: string, state: () => Promise<unknown>) => {
    const before = await state()
    await key(letter)
    await expect.poll(state).not.toEqual(before)
    await key(letter)
    await expect.poll(state).toEqual(before)
  }
  await toggles('K', () => shown(page, 'mediapaused'))
  await toggles('M', () => is(page, 'muted'))
  await toggles('C', () => shown(page, 'mediasubtitlesshowing'))
  await page.locator('body').press('k')
  await expect.poll(() => shown(page, 'mediapaused')).toBe('')
  await seek(page, 1)
  await expect.poll(() => shown(page, 'mediacurrenttime')).toBe('1')
  await key('L')
  await expect.poll(async () => Number(await shown(page, 'mediacurrenttime'))).toBe(11)
  await key('J')
  await expect.poll(async () => Number(await shown(page, 'mediacurrenttime'))).toBe(1)
  for (const [sign, rate] of [['>', 1.25], ['<', 1]] as const) {
    await page.keyboard.press(sign)
    await expect.poll(() => shown(page, 'mediaplaybackrate')).toBe(String(rate))
    expect(await is(page, 'playbackRate')).toBe(rate)
  }
  await page.keyboard.press('F')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await expect.poll(() => shown(page, 'mediaisfullscreen')).toBe('')
  await page.keyboard.press('F')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false)
  await page.context().close()
})

test('up and down turn the sound while the player has the focus, and move the page while it has not', async () => {
  const { page } = await aPage(browser, 390)
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  await playing(page).evaluate((video: HTMLVideoElement) => Object.assign(video, { loop: true, muted: false, volume: 0.5 }))
  await expect.poll(() => shown(page, 'mediavolume')).toBe('0.5')
  // Too low for the whole page, however little there is to watch next.
  await page.setViewportSize({ width: 390, height: 480 })
  await page.locator('body').press('ArrowDown')
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
  expect(await is(page, 'volume')).toBe(0.5)
  await page.locator('media-mute-button').focus()
  for (const [key, louder] of [['ArrowUp', true], ['ArrowDown', false]] as const) {
    const before = await is(page, 'volume') as number
    await page.keyboard.press(key)
    await expect.poll(async () => (await is(page, 'volume') as number) > before).toBe(louder)
    await expect.poll(() => shown(page, 'mediavolume')).toBe(String(await is(page, 'volume')))
  }
  // Where they mean something else they still do.
  const before = await is(page, 'volume')
  await page.locator('media-settings-menu-button').press('Enter')
  await page.locator('media-settings-menu').getByRole('menuitem', { name: 'Speed' }).press('ArrowDown')
  expect(await is(page, 'volume')).toBe(before)
  await page.context().close()
})

test('where the browser wants a gesture first, the film waits behind one large button that plays it', async () => {
  const strict = await aBrowser({ wantsGesture: true })
  try {
    const { page, complaints } = await aPage(strict, 390)
    // Whatever a test asks of a page counts as a gesture there, so nothing is asked before the browser has refused.
    await page.addInitScript(() => {
      const { play } = HTMLMediaElement.prototype
      HTMLMediaElement.prototype.play = function () {
        const played = play.call(this)
        played.catch((refusal: DOMException) => console.info(refusal.name))
        return played
      }
    })
    await Promise.all([page.waitForEvent('console', message => message.text() === 'NotAllowedError'), page.goto(`/watch/${film.id}`)])
    const big = page.locator('media-play-button[slot="centered-chrome"]')
    await big.waitFor()
    expect(await is(page, 'paused')).toBe(true)
    expect(await page.locator('media-control-bar').first().isVisible()).toBe(false)
    const [button, player] = await Promise.all([big, page.locator('media-controller')].map(async part => (await part.boundingBox())!)) as [Box, Box]
    expect(Math.abs(button.x + button.width / 2 - player.x - player.width / 2)).toBeLessThan(2)
    expect(Math.abs(button.y + button.height / 2 - player.y - player.height / 2)).toBeLessThan(2)
    await big.click()
    await expect.poll(() => at(page)).toBeGreaterThan(0.3)
    await big.waitFor({ state: 'detached' })
    expect(await page.locator('media-control-bar').first().isVisible()).toBe(true)
    expect(complaints).toEqual([])
  } finally {
    await strict.close()
  }
})
interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

test('beside its editor a film waits, leaves the page its keys, and is no viewing of its maker', async () => {
  const { page, complaints } = await aPage(browser)
  const told: string[] = []
  page.on('request', request => { if (request.url().includes('/heartbeat')) told.push(request.url()) })
  await began(ana, film, 7)
  await until('it to be noted', async () => (await ana.playback.history()).items.some(({ video, position }) => video.id === film.id && position === 7))
  await enter(page, ana, `/studio/films/${film.id}`)
  const big = page.locator('media-play-button[slot="centered-chrome"]')
  await big.waitFor()
  await page.getByLabel('Title').waitFor()
  await page.locator('body').press('k')
  await page.locator('body').press('m')
  expect([await is(page, 'paused'), await is(page, 'muted')]).toEqual([true, false])
  expect(await playing(page).evaluate((video: HTMLVideoElement) => video.buffered.length)).toBe(0)
  await big.press('Enter')
  // From the beginning, wherever its maker has watched it to.
  await expect.poll(() => at(page)).toBeGreaterThan(0.3)
  expect(await at(page)).toBeLessThan(6.5)
  // Whoever pressed it by a key is still in the player, whose keys work there.
  await page.keyboard.press('m')
  await expect.poll(() => is(page, 'muted')).toBe(true)
  await page.keyboard.press('k')
  await expect.poll(() => is(page, 'paused')).toBe(true)
  await page.goto('/library')
  await page.getByRole('heading', { name: 'Library' }).first().waitFor()
  expect(told).toEqual([])
  expect((await ana.playback.history()).items.find(({ video }) => video.id === film.id)?.position).toBe(7)
  expect(complaints).toEqual([])
  await page.context().close()
})

test.each([360, 390])('at the end of a film, what comes next can be read and pressed whole, at %i pixels', async width => {
  const { page } = await aPage(browser, width)
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  await playing(page).evaluate((video: HTMLVideoElement) => void (video.currentTime = video.duration - 0.1))
  const end = page.getByRole('region', { name: 'The film is over' })
  await end.getByText(next.title).waitFor()
  await end.getByRole('button', { name: 'Cancel' }).click()
  const player = (await page.locator('media-controller').boundingBox())!
  const parts = [end.getByText('Next', { exact: true }), end.getByText(next.title), end.getByRole('link', { name: 'Play now' }), end.getByRole('button', { name: 'Watch again' })]
  for (const part of parts) {
    const box = (await part.boundingBox())!
    expect(box.y).toBeGreaterThanOrEqual(player.y)
    expect(box.y + box.height).toBeLessThanOrEqual(player.y + player.height)
    // Nothing lies over it.
    expect(await part.evaluate(element => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return [y + 2, y + height / 2, y + height - 2].every(level => element.contains(document.elementFromPoint(x + width / 2, level)))
    })).toBe(true)
  }
  await end.getByRole('button', { name: 'Watch again' }).click()
  await expect.poll(() => is(page, 'paused')).toBe(false)
  await page.context().close()
})

test('who comes back goes on where they were, is told so, and may start over', async () => {
  const ben = await aViewer()
  await began(ben, film, 9)
  await until('it to be noted', async () => (await ben.playback.continueWatching()).items.length === 1)
  const { page } = await aPage(browser, 390)
  await enter(page, ben, `/watch/${film.id}`)
  await page.getByText('Going on at 0:09').waitFor()
  await expect.poll(() => at(page)).toBeGreaterThan(8.5)
  await page.getByRole('button', { name: 'Start over' }).click()
  await expect.poll(() => at(page)).toBeLessThan(5)
  await page.getByText('Going on at 0:09').waitFor({ state: 'detached' })
  // A place in the address comes before the one that is remembered.
  await page.goto(`/watch/${film.id}?t=5`)
  await plays(page)
  expect(await at(page)).toBeGreaterThan(4.5)
  expect(await page.getByText('Going on at').count()).toBe(0)
  await page.context().close()
})

test('along the seek bar one sees the very picture of the place', async () => {
  await atRest(ana, film.id)
  const { page, complaints } = await aPage(browser)
  const { storyboardUrl } = await ana.playback.start({ params: { id: film.id } })
  const cues = (await (await page.request.get(storyboardUrl!)).text()).split(/\n\n+/).flatMap(block => {
    const found = /([\d:.]+) --> ([\d:.]+)[^\n]*\n(.+)#xywh=([\d,]+)/.exec(block)
    const seconds = (clock: string) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    return found ? [{ from: seconds(found[1]!), to: seconds(found[2]!), picture: found[3]!, tile: found[4]! }] : []
  })
  expect(cues.length).toBeGreaterThan(1)
  await page.goto(`/watch/${film.id}`)
  await plays(page)
  await playing(page).evaluate((video: HTMLVideoElement) => video.pause())
  const bar = (await page.locator('media-time-range').boundingBox())!
  for (const share of [0.15, 0.85]) {
    const cue = cues.find(({ from, to }) => from <= share * film.durationSeconds! && share * film.durationSeconds! < to)!
    await expect.poll(async () => {
      await page.mouse.move(bar.x + bar.width / 2, bar.y - 40)
      await page.mouse.move(bar.x + bar.width * share, bar.y + bar.height / 2)
      return page.locator('media-preview-thumbnail[slot="preview"]').evaluate(thumbnail => [thumbnail.getAttribute('mediapreviewimage'), thumbnail.getAttribute('mediapreviewcoords')?.replaceAll(' ', ',')])
    }, { timeout: 20_000 }).toEqual([expect.stringContaining(cue.picture), cue.tile])
    await page.locator('media-preview-thumbnail[slot="preview"]').waitFor()
  }
  expect(complaints).toEqual([])
  await page.context().close()
})

test('in a frame of another page everything is reached by the keyboard, and one sees where one is', async () => {
  const { page } = await aPage(browser, 320)
  await page.setViewportSize({ width: 320, height: 180 })
  await page.goto(`/embed/${film.id}`)
  await page.locator('media-play-button[slot="centered-chrome"]').waitFor()
  await tabTo(page, 'play')
  await page.keyboard.press('Enter')
  await expect.poll(() => at(page)).toBeGreaterThan(0.3)
  await playing(page).evaluate((video: HTMLVideoElement) => void (video.loop = true))
  for (const name of ['seek', 'pause', /mute/, 'closed captions', 'settings', 'enter fullscreen mode', /Watch on/]) {
    await tabTo(page, name)
    expect(await page.evaluate(() => {
      let at = document.activeElement!
      const seen: string[] = []
      for (;;) {
        const { boxShadow, outlineStyle, opacity } = getComputedStyle(at)
        seen.push(boxShadow, outlineStyle === 'none' ? 'none' : 'outlined', opacity === '0' ? 'unseen' : 'none')
        if (!at.shadowRoot?.activeElement) return seen.some(look => look !== 'none') && !seen.includes('unseen')
        at = at.shadowRoot.activeElement
      }
    }), String(name)).toBe(true)
  }
  await page.context().close()
})
