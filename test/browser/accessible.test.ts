/** Every page at two widths, in both schemes: nothing serious for axe, nothing wider than the screen. A new page is one line. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn } from '../../bin/journey/house.ts'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, anAdmin, began, frontDoor, mailTo, tokenIn, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { media } from '../support/media/media.ts'
import { enter } from './a-page.ts'
import { seriousOn } from './looked-at.ts'

let browser: Browser, ana: Creator, ada: Awaited<ReturnType<typeof anAdmin>>, film: Video, hidden: Video, invitation: string
beforeAll(async () => {
  [browser, ana, ada] = await Promise.all([aBrowser(), aCreator(), anAdmin()]);
  [film, hidden] = await Promise.all([aFilm(ana, { file: 'landscape-360p', title: 'A film to look at' }), aFilm(ana, { access: 'followers' })]) as [Video, Video]
  await ana.videos.putCaptions({ params: { id: film.id, language: 'en' }, body: { content: 'WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nLight\n' } })
  await began(ana, film, film.durationSeconds! / 2)
  const email = `look-${randomBytes(6).toString('hex')}@example.org`
  await ana.channels.invite({ params: { id: ana.channel.id }, body: { email, role: 'editor' } })
  invitation = tokenIn(await mailTo(email, /invites you/))
})
afterAll(() => browser.close())

/** A page, or a state that somebody brings it into; `before` it is opened. */
type Look = string | { readonly called: string; readonly path: string; readonly before?: (page: Page) => Promise<unknown>; readonly doing: (page: Page) => Promise<unknown>; /** What lies below is out of reach meanwhile. */ readonly within?: string }

const forStrangers = (): readonly Look[] => [
  '/', '/?category=sport', '/?sort=newest', '/?sort=popular', `/watch/${film.id}`, `/watch/${hidden.id}`, '/watch/vid_00000000000000000000000000', `/embed/${film.id}`, `/@${ana.channel.handle}`, '/sign-in', '/sign-up', '/verify', '/forgot-password', '/reset-password', `/invitations/${invitation}`, '/nothing/here', '/offline.html',
  { called: 'with errors', path: '/sign-up', doing: page => page.getByRole('button', { name: 'Create account' }).click().then(() => page.locator('[aria-invalid="true"]').first().waitFor()) },
  { called: 'with a film\'s menu', path: `/@${ana.channel.handle}`, doing: page => page.getByRole('button', { name: /^More for / }).first().click().then(() => page.getByRole('menuitem').first().waitFor()), within: '[role="menu"]' },
  {
    called: 'broken', path: '/', before: page => page.route('**/api/videos?*', route => route.fulfill({ json: { items: [null], nextCursor: null } })),
    doing: page => page.getByRole('heading', { name: 'This page did not open' }).waitFor().then(() => page.unrouteAll()),
  },
]
const forMembers = (): readonly Look[] => [
  '/', '/library', '/history', '/following', '/account', '/studio', '/studio/content', '/studio/upload', `/studio/films/${film.id}`, '/studio/channel', '/studio/members', '/studio/channels/new',
  { called: 'with the account\'s menu', path: '/', doing: page => page.getByRole('button', { name: 'Your account and settings' }).click().then(() => page.getByRole('menuitem').first().waitFor()), within: '[role="menu"]' },
  { called: 'with a dialog', path: `/watch/${film.id}`, doing: page => page.getByRole('main').getByRole('button', { name: 'Share' }).click().then(() => page.getByRole('dialog', { name: 'Share this film' }).waitFor()), within: '[role="dialog"]' },
  { called: 'with films selected', path: '/studio/content', doing: page => page.getByRole('checkbox', { name: /^Select / }).nth(1).check().then(() => page.getByRole('region', { name: 'Selected films' }).waitFor()) },
  { called: 'with errors', path: `/studio/films/${film.id}`, doing: async page => { await page.getByLabel('Title').fill(''); await page.getByRole('button', { name: 'Save', exact: true }).click(); await page.locator('[aria-invalid="true"]').first().waitFor() } },
  // The parts never arrive: the drawer stays as it is under way.
  { called: 'while sending', path: '/studio/upload', before: page => page.route(/partNumber=/, () => undefined), doing: async page => { await page.locator('input[type="file"]').first().setInputFiles({ name: 'clip.mp4', mimeType: 'video/mp4', buffer: await readFile(await media('tiny-clip')) }); await page.getByRole('region', { name: 'Uploads' }).waitFor() } },
]
const forStaff = (): readonly Look[] => ['/admin', '/admin/people', `/admin/people?id=${ana.user.id}`, '/admin/films', `/admin/films?id=${film.id}`, '/admin/system', '/admin/audit']

/** What paints by scheme goes by this attribute of Mantine's: no page is loaded twice for its colours. */
const paint = (page: Page, scheme: 'dark' | 'light') => page.evaluate(async (chosen): Promise<void> => {
  document.documentElement.setAttribute('data-mantine-color-scheme', chosen)
  // However short a change of colour is told to be, it takes a frame for each level of elements that inherit it.
  const transitions = () => document.getAnimations().filter(animation => animation instanceof CSSTransition)
  while (transitions().length > 0) await Promise.allSettled(transitions().map(({ finished }) => finished))
}, scheme)

const visitors: readonly [name: string, person: () => SignedIn | null, looks: () => readonly Look[]][] = [['a stranger', () => null, forStrangers], ['a member', () => ana, forMembers], ['staff', () => ada, forStaff]]

describe.each([390, 1440])('at %i pixels', width => {
  test.each(visitors)('the pages of %s hold nothing serious in either scheme', async (_, person, looks) => {
    const context = await browser.newContext({ baseURL: frontDoor(), viewport: { width, height: 844 }, reducedMotion: 'reduce' })
    const who = person()
    if (who) {
      const door = await context.newPage()
      await enter(door, who, '/')
      await door.close()
    }
    const found: string[] = []
    for (const look of looks()) {
      const { path, called, before, doing, within } = typeof look === 'string' ? { path: look } : look
      const name = called ? `${path} ${called}` : path
      const page = await context.newPage()
      await before?.(page)
      await page.goto(path)
      await page.locator('main').first().waitFor()
      // Pages that play never rest.
      await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
      await doing?.(page)
      await paint(page, 'dark')
      found.push(...(await seriousOn(page, { within })).map(fault => `${name}: ${fault}`))
      const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const)
      if (content > screen) found.push(`${name}: ${content} pixels wide on a screen of ${screen}`)
      // What differs by scheme is colour.
      await paint(page, 'light')
      found.push(...(await seriousOn(page, { within, rules: ['color-contrast'] })).map(fault => `${name}, in light: ${fault}`))
      await page.close({ runBeforeUnload: false })
    }
    expect(found).toEqual([])
    await context.close()
  }, 300_000)
})
