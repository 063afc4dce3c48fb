/** The editor of a film: what is typed is kept, shown as viewers will see it, and never left behind unasked. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCreator, aFilm, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aJpeg } from '../support/pictures.ts'
import { aPage, chooserBy, enter } from './a-page.ts'

let browser: Browser
beforeAll(async () => { browser = await aBrowser() })
afterAll(() => browser.close())

const announced = async (ana: Creator, title: string) => (await ana.videos.create({ body: { channelId: ana.channel.id, title, file: { name: `${title}.mp4`, size: 10 } } })).video.id

describe.each([1440, 390])('at %i pixels', width => {
  test('an editor with something unsaved asks before it is left, whichever card it is in, and keeps it for whoever stays', async () => {
    const ana = await aCreator()
    const id = await announced(ana, 'As it was')
    const { page } = await aPage(browser, width)
    await enter(page, ana, `/studio/films/${id}`)
    const dialog = page.getByRole('dialog', { name: 'Leave this page?' })
    const away = () => page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Content' }).click()
    await page.getByLabel('Title').fill('Typed')
    expect(await page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true)
    await away()
    await dialog.getByRole('button', { name: 'Stay here' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect([new URL(page.url()).pathname, await page.getByLabel('Title').inputValue()]).toEqual([`/studio/films/${id}`, 'Typed'])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved.', { exact: true }).waitFor()

    await page.getByRole('radio', { name: /^Draft/ }).check()
    await away()
    await dialog.getByRole('button', { name: 'Leave without saving' }).click()
    await page.waitForURL(/\/studio\/content/)
    expect(await ana.videos.get({ params: { id } })).toMatchObject({ title: 'Typed', publication: { state: 'published' } })
    await page.context().close()
  })

  test('beside the form stands the film as viewers will see it, by what is typed', async () => {
    const ana = await aCreator()
    const id = await announced(ana, 'As it was')
    const { page, complaints } = await aPage(browser, width)
    await enter(page, ana, `/studio/films/${id}`)
    const seen = page.getByRole('region', { name: 'As viewers will see it' })
    await seen.getByText('As it was').waitFor()
    await page.getByLabel('Title').fill('Light on the fjord')
    await seen.getByText('Light on the fjord').waitFor()
    await page.getByRole('radio', { name: 'Everyone' }).click()
    await seen.getByText(/^Everyone:/).waitFor()
    await page.getByRole('radio', { name: /^Scheduled/ }).check()
    await page.getByLabel('Date and time').fill('2029-12-24T18:00')
    await seen.getByText(/^From 2029-12-24 18:00 in .+ Everyone:/).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

test('what is typed while it is being saved stays, and is not called saved', async () => {
  const ana = await aCreator()
  const id = await announced(ana, 'As it was')
  const { page } = await aPage(browser)
  await enter(page, ana, `/studio/films/${id}`)
  const gate = Promise.withResolvers<void>()
  await page.route(`**/api/videos/${id}`, async route => {
    if (route.request().method() === 'PUT') await gate.promise
    await route.continue()
  })
  await page.getByLabel('Title').fill('Sent')
  const [sent] = await Promise.all([page.waitForRequest(request => request.method() === 'PUT' && request.url().endsWith(id)), page.getByRole('button', { name: 'Save', exact: true }).click()])
  await page.getByLabel('Title').fill('Typed meanwhile')
  gate.resolve()
  await sent.response()
  await expect.poll(async () => (await ana.videos.get({ params: { id } })).title).toBe('Sent')
  await page.getByText('You have changes that are not saved.').waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('Typed meanwhile')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect((await ana.videos.get({ params: { id } })).title).toBe('Typed meanwhile')
  await page.context().close()
})

test('a thumbnail is chosen by the arrow keys, as of any group of choices, or is a picture of one\'s own', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const { page } = await aPage(browser)
  await enter(page, ana, `/studio/films/${film.id}`)
  const picture = (number: number) => page.getByRole('radio', { name: `Picture ${number} from the film` })
  await picture(1).focus()
  // One stop of the keyboard for all of them.
  expect(await Promise.all([1, 2, 3].map(number => picture(number).getAttribute('tabindex')))).toEqual(['0', '-1', '-1'])
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => picture(2).getAttribute('aria-checked')).toBe('true')
  await expect.poll(async () => (await ana.videos.thumbnails({ params: { id: film.id } })).items.find(({ chosen }) => chosen)?.index).toBe(1)
  const chooser = await chooserBy(page, () => page.getByRole('button', { name: 'Own picture' }).click())
  await chooser.setFiles({ name: 'own.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await aJpeg(640, 360)) })
  await page.getByRole('radio', { name: 'Your own picture', checked: true }).waitFor()
  await page.context().close()
})
