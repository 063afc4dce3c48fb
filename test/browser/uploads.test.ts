/** What can go wrong while a film is sent, and what the person who sends it can do. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCreator, ended, until } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { media } from '../support/media/media.ts'
import { aPage, chooserBy, enter } from './a-page.ts'
import { ofThreeParts } from './of-three-parts.ts'

let browser: Browser, folder: string, long: string
beforeAll(async () => {
  browser = await aBrowser()
  folder = await mkdtemp(join(tmpdir(), 'playhouse-uploads-'))
  long = join(folder, 'long.mp4')
  await writeFile(long, await ofThreeParts())
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

/** Told to the eye, and to a screen reader. */
const arrived = (page: Page) => drawerOf(page).getByText('Arrived · you may close this page', { exact: true }).waitFor({ timeout: 90_000 })
const drawerOf = (page: Page) => page.getByRole('region', { name: 'Uploads' })
const choose = (page: Page, files: string | { name: string; mimeType: string; buffer: Buffer }) => page.locator('input[type="file"]').first().setInputFiles(files)
const clip = async () => ({ name: 'clip.mp4', mimeType: 'video/mp4', buffer: await readFile(await media('short-clip')) })
/** Holds parts back until it is called. */
async function holdBack(page: Page, parts: RegExp): Promise<() => Promise<void>> {
  const gate = Promise.withResolvers<void>()
  await page.route(parts, async route => {
    await gate.promise
    await route.continue().catch(() => undefined)
  })
  return async () => {
    gate.resolve()
    await page.unroute(parts)
  }
}
const filmIn = async (page: Page) => {
  await page.waitForURL(/\/studio\/films\/vid_/)
  return /(vid_[0-9a-z]+)/.exec(page.url())![1]!
}
const asksBeforeClosing = (page: Page) => page.evaluate(() => {
  const closing = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(closing)
  return closing.defaultPrevented
})

describe.each([1440, 390])('at %i pixels', width => {
  test('where the connection breaks off in the middle, that is said, and the upload goes on when it is back', async () => {
    const ana = await aCreator()
    const { page } = await aPage(browser, width)
    await enter(page, ana, '/studio/upload')
    const letGo = await holdBack(page, /partNumber=(?!1&)/)
    await choose(page, long)
    const id = await filmIn(page)
    await until('the first part to arrive', async () => (await ana.videos.uploadStatus({ params: { id } })).parts.length === 1)
    expect(await asksBeforeClosing(page)).toBe(true)
    await page.context().setOffline(true)
    await letGo()
    await drawerOf(page).getByText('The connection broke off. It goes on when it is back.').waitFor()
    await page.context().setOffline(false)
    await arrived(page)
    expect(await asksBeforeClosing(page)).toBe(false)
    expect((await ended(ana, id)).processing).toBe('ready')
    await page.context().close()
  }, 240_000)

  test('an upload that is given up stays for a moment, in which it can be had back', async () => {
    const ana = await aCreator()
    const { page } = await aPage(browser, width)
    await enter(page, ana, '/studio/upload')
    const letGo = await holdBack(page, /partNumber=/)
    await choose(page, await clip())
    const kept = await filmIn(page)
    const cross = drawerOf(page).getByRole('button', { name: 'Give up clip.mp4' })
    await cross.click()
    await drawerOf(page).getByText('Given up.').waitFor()
    expect((await ana.videos.get({ params: { id: kept } })).processing).toBe('uploading')
    await drawerOf(page).getByRole('button', { name: 'Undo: keep clip.mp4' }).click()
    await cross.waitFor()
    const { width: wide, height: high } = (await cross.boundingBox())!
    expect(Math.min(wide, high)).toBeGreaterThanOrEqual(40)
    await letGo()
    expect((await ended(ana, kept)).processing).toBe('ready')

    // Whoever leaves the page does not wait for the moment to be over.
    await page.goto('/studio/upload')
    await holdBack(page, /partNumber=/)
    await choose(page, await clip())
    const left = await filmIn(page)
    await cross.click()
    await drawerOf(page).getByText('Given up.').waitFor()
    await page.goto('/')
    await until('the film to be gone', () => ana.videos.get({ params: { id: left } }).then(() => false, () => true))
    await page.context().close()
  }, 240_000)
})

test('where no answer comes though the browser believes itself online, an upload waits, and goes on', async () => {
  const ana = await aCreator()
  const { page } = await aPage(browser, 390)
  await enter(page, ana, '/studio/upload')
  await page.route(/\/upload\/urls/, route => route.abort())
  await choose(page, await clip())
  const id = await filmIn(page)
  // Uppy tries for ten seconds first, then the page asks every fifteen.
  await drawerOf(page).getByText('The connection broke off. It goes on when it is back.').waitFor({ timeout: 90_000 })
  await page.unroute(/\/upload\/urls/)
  await arrived(page)
  expect((await ended(ana, id)).processing).toBe('ready')
  await page.context().close()
}, 240_000)

test('a film that could not even be announced keeps its file, and is sent at the next try', async () => {
  const ana = await aCreator()
  const { page } = await aPage(browser, 390)
  await enter(page, ana, '/studio/upload')
  let refusals = 1
  await page.route('**/api/videos', route => (route.request().method() === 'POST' && refusals-- > 0
    ? route.fulfill({ status: 500, contentType: 'application/problem+json', json: { type: 'about:blank', title: 'Internal', status: 500, code: 'internal', detail: 'Not today.', requestId: 'r' } }) : route.continue()))
  await choose(page, await clip())
  await drawerOf(page).getByText('Something went wrong on our side').waitFor()
  await drawerOf(page).getByRole('button', { name: 'Try clip.mp4 again' }).click()
  await arrived(page)
  expect((await ana.videos.ofChannel({ params: { id: ana.channel.id } })).items.map(({ title }) => title)).toEqual(['clip'])
  await page.context().close()
})

test('a part that is refused is explained in words of the house, and what has arrived is kept', async () => {
  const ana = await aCreator()
  const { page } = await aPage(browser)
  await enter(page, ana, '/studio/upload')
  await page.route(/partNumber=/, route => route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, body: '<Error><Code>AccessDenied</Code></Error>' }))
  await choose(page, await clip())
  await drawerOf(page).getByText('A part of the file was not taken.').waitFor()
  await page.unroute(/partNumber=/)
  const id = await filmIn(page)
  expect((await ana.videos.get({ params: { id } })).processing).toBe('uploading')
  await drawerOf(page).getByRole('button', { name: 'Try clip.mp4 again' }).click()
  expect((await ended(ana, id)).processing).toBe('ready')
  await page.context().close()
})

test('another file than the one that was interrupted is not taken for it, and that is said', async () => {
  const ana = await aCreator()
  await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Alder', file: { name: 'alder.mp4', size: 10 } } })
  const { page } = await aPage(browser, 390)
  await enter(page, ana, '/studio/content')
  const chooser = await chooserBy(page, () => page.getByRole('button', { name: 'Choose the file' }).click())
  await chooser.setFiles(await clip())
  await page.getByText('That is another file. Choose alder.mp4 (10 bytes).').waitFor()
  expect((await ana.videos.ofChannel({ params: { id: ana.channel.id } })).items.map(({ title }) => title)).toEqual(['Alder'])
  await page.context().close()
})

test('whoever signs out while films are being sent is told what that stops', async () => {
  const ana = await aCreator()
  const { page } = await aPage(browser)
  await enter(page, ana, '/studio/upload')
  await holdBack(page, /partNumber=/)
  await choose(page, await clip())
  const id = await filmIn(page)
  const signOut = async () => {
    await page.getByRole('button', { name: 'Your account and settings' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
  }
  await signOut()
  const dialog = page.getByRole('dialog', { name: 'Sign out?' })
  await dialog.getByText('Films are still uploading.').waitFor()
  await dialog.getByRole('button', { name: 'Stay here' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await drawerOf(page).getByText('Uploading 1 film').waitFor()
  await signOut()
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor()
  await drawerOf(page).waitFor({ state: 'hidden' })
  expect((await ana.videos.get({ params: { id } })).processing).toBe('uploading')
  await page.context().close()
})
