/** The front page and the films in it, as somebody who has been here before finds them. */
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, aViewer, began, frontDoor, until, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage, enter, tabTo } from './a-page.ts'

let browser: Browser, ana: Creator, ben: Awaited<ReturnType<typeof aViewer>>, film: Video
beforeAll(async () => {
  [browser, ana, ben] = await Promise.all([aBrowser(), aCreator(), aViewer()])
  film = await aFilm(ana, { file: 'landscape-360p', title: 'Halfway up the hill' })
  await ben.channels.follow({ params: { id: ana.channel.id } })
  // As far as is worth going on from.
  await began(ben, film, film.durationSeconds! / 2)
  await until('the film to be gone on with', async () => (await ben.playback.continueWatching({ query: {} })).items.length > 0)
})
afterAll(() => browser.close())

const card = (page: Page) => page.getByRole('article').filter({ hasText: film.title }).first()
const more = (page: Page) => card(page).getByRole('button', { name: `More for “${film.title}”` })

describe.each([1440, 390])('at %i pixels', width => {
  test('nothing on it moves while it loads, though rows of one\'s own stand above all others', async () => {
    const { page } = await aPage(browser, width)
    await enter(page, ben, '/')
    await page.addInitScript(() => {
      const moved = { by: 0, what: [] as string[] }
      Object.assign(globalThis, { moved })
      new PerformanceObserver(list => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node: Element | null }[] })[]) {
          moved.by += entry.value
          moved.what.push(...entry.sources.map(({ node }) => `${node?.nodeName} ${(node as HTMLElement | null)?.className ?? ''}`))
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto('/')
    for (const name of ['Continue watching', 'From channels you follow', 'New']) await page.getByRole('heading', { name, exact: true }).waitFor()
    await page.waitForLoadState('networkidle')
    const { by, what } = await page.evaluate(() => (globalThis as unknown as { moved: { by: number; what: string[] } }).moved)
    expect(by, what.join(', ')).toBeLessThanOrEqual(0.02)
    await page.context().close()
  })
})

test('every card of a film that one has begun shows how far, and its menu takes it out of the history', async () => {
  const eve = await aViewer()
  await began(eve, film, film.durationSeconds! / 2)
  await until('the film to be gone on with', async () => (await eve.playback.continueWatching({ query: {} })).items.length > 0)
  const { page, complaints } = await aPage(browser)
  await enter(page, eve, `/@${ana.channel.handle}`)
  await card(page).getByText('50% watched').waitFor()
  await more(page).click()
  await page.getByRole('menuitem', { name: 'Take out of the history' }).click()
  await page.getByText(`“${film.title}” is out of your history.`).waitFor()
  await card(page).getByText('50% watched').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await page.context().close()
})

test('the menu of a film opens by keyboard, copies the link, and gives the focus back', async () => {
  const { page } = await aPage(browser)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/@${ana.channel.handle}`)
  await card(page).waitFor()
  await tabTo(page, `More for “${film.title}”`)
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: `Go to ${ana.channel.name}` }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => more(page).evaluate(button => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Copy the link' }).press('Enter')
  await page.getByText('The link has been copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${frontDoor()}/watch/${film.id}`)
  await page.context().close()
})

test('a finger that stays on a film opens its menu, and does not open the film', async () => {
  const { page } = await aPage(browser, 390)
  await page.goto(`/@${ana.channel.handle}`)
  await card(page).getByRole('img', { includeHidden: true }).first().scrollIntoViewIfNeeded()
  const box = (await card(page).boundingBox())!
  const point = { x: box.x + box.width / 2, y: box.y + 40 }
  const finger: CDPSession = await page.context().newCDPSession(page)
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  await page.getByRole('menuitem', { name: 'Copy the link' }).waitFor()
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  expect(new URL(page.url()).pathname).toBe(`/@${ana.channel.handle}`)
  await page.keyboard.press('Escape')
  await card(page).getByRole('link', { name: film.title }).tap()
  await page.waitForURL(/\/watch\/vid_/)
  await page.context().close()
})

test('a film plays in small while one points at it, by mouse or by keyboard', async () => {
  const { page, complaints } = await aPage(browser)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.goto(`/@${ana.channel.handle}`)
  const preview = card(page).locator('[data-preview]')
  await card(page).hover()
  await preview.waitFor()
  const shown = () => preview.locator('span').evaluate(tile => getComputedStyle(tile).backgroundPosition)
  const first = await shown()
  await expect.poll(shown).not.toBe(first)
  await page.mouse.move(2, 2)
  await preview.waitFor({ state: 'detached' })
  await tabTo(page, film.title)
  await preview.waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test.each([1440, 390])('before the app runs the first pictures lie where its own will, at %i pixels', async width => {
  // The edge keeps the page of a moment before, when there may have been no poster.
  await until('the first pictures', async () => (await (await fetch(`${frontDoor()}/`)).text()).includes('id="first"'), { seconds: 60 })
  const { page } = await aPage(browser, width)
  await page.goto('/')
  // Its place is there whether or not the newest film has a poster by now.
  const poster = page.getByRole('article').first().locator('> div').first()
  await poster.waitFor()
  const own = await poster.boundingBox()
  // Without scripts it stays as the server sent it; this is what the first script says of a stranger.
  const still = await browser.newContext({ baseURL: frontDoor(), viewport: page.viewportSize(), javaScriptEnabled: false })
  const sent = await still.newPage()
  await sent.goto('/')
  await sent.evaluate(() => document.documentElement.toggleAttribute('data-first', true))
  const first = (await sent.locator('#first img').first().boundingBox())!
  for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(first[side] - own![side]), `${side}: ${first[side]} and ${own![side]}`).toBeLessThanOrEqual(1)
  await still.close()
  await page.context().close()
})

test('the category one is in is in sight, however many stand before it', async () => {
  const { page } = await aPage(browser, 390)
  await page.goto('/?category=other')
  const chip = page.getByRole('navigation', { name: 'Categories' }).getByRole('link', { name: 'Other', exact: true })
  await chip.waitFor()
  await expect.poll(async () => { const { x, width } = (await chip.boundingBox())!; return x >= 0 && x + width <= 390 }).toBe(true)
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await page.context().close()
})
