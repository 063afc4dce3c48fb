/** Every page in both schemes: nothing serious for axe, nothing wider than the screen. A new page is one line. */
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, anAdmin, began, frontDoor, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { enter } from './a-page.ts'
import { seriousOn } from './looked-at.ts'

let browser: Browser, ana: Creator, ada: Awaited<ReturnType<typeof anAdmin>>, film: Video, hidden: Video
beforeAll(async () => {
  [browser, ana, ada] = await Promise.all([aBrowser(), aCreator(), anAdmin()]);
  [film, hidden] = await Promise.all([aFilm(ana, { file: 'landscape-360p', title: 'A film to look at' }), aFilm(ana, { access: 'followers' })]) as [Video, Video]
  await ana.videos.putCaptions({ params: { id: film.id, language: 'en' }, body: { content: 'WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nLight\n' } })
  await began(ana, film, 1)
})
afterAll(() => browser.close())

const forStrangers = () => ['/', '/?category=sport', `/watch/${film.id}`, `/watch/${hidden.id}`, `/embed/${film.id}`, `/@${ana.channel.handle}`, '/sign-in', '/sign-up', '/verify', '/forgot-password', '/reset-password', '/nothing/here', '/offline.html']
const forMembers = () => ['/', '/library', '/history', '/following', '/account', '/studio', '/studio/content', '/studio/upload', `/studio/films/${film.id}`, '/studio/channel', '/studio/members', '/studio/channels/new']
const forStaff = () => ['/admin', '/admin/people', `/admin/people?id=${ana.user.id}`, '/admin/films', `/admin/films?id=${film.id}`, '/admin/system', '/admin/audit']

describe.each(['dark', 'light'] as const)('in the %s scheme', scheme => {
  async function look(context: BrowserContext, paths: readonly string[]): Promise<string[]> {
    const found: string[] = []
    const page = await context.newPage()
    for (const path of paths) {
      await page.goto(path)
      await page.locator('main').first().waitFor()
      // Pages that play never rest.
      await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
      found.push(...(await seriousOn(page)).map(fault => `${path}: ${fault}`))
      const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const)
      if (content > screen) found.push(`${path}: ${content} pixels wide on a screen of ${screen}`)
    }
    await page.close()
    return found
  }
  const aContext = (width: number) => browser.newContext({ baseURL: frontDoor(), viewport: { width, height: 844 }, reducedMotion: 'reduce', colorScheme: scheme })
    .then(async context => {
      await context.addInitScript(chosen => localStorage.setItem('mantine-color-scheme-value', chosen), scheme)
      return context
    })

  // Each width once: what differs by scheme is colour, what differs by width is not.
  const width = scheme === 'dark' ? 390 : 1440
  test(`a stranger's pages hold nothing serious, at ${width} pixels`, async () => {
    const context = await aContext(width)
    expect(await look(context, forStrangers())).toEqual([])
    await context.close()
  })
  test.each([['a member', () => ana, forMembers], ['staff', () => ada, forStaff]] as const)(`the pages of %s hold nothing serious, at ${width} pixels`, async (_, person, pages) => {
    const context = await aContext(width)
    const door = await context.newPage()
    await enter(door, person(), '/')
    await door.close()
    expect(await look(context, pages())).toEqual([])
    await context.close()
  })
})
