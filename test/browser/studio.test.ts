import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCreator, aFilm, aViewer, type Creator, until } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { media } from '../support/media/media.ts'
import { aPage, chooserBy, enter, plays, tabTo } from './a-page.ts'
import { ofThreeParts } from './of-three-parts.ts'

let browser: Browser
beforeAll(async () => { browser = await aBrowser() })
afterAll(() => browser.close())

/** Announced, never sent: enough to be listed, changed and deleted. */
const announced = async (ana: Creator, titles: readonly string[]) => {
  const ids: string[] = []
  for (const title of titles) ids.push((await ana.videos.create({ body: { channelId: ana.channel.id, title, file: { name: `${title}.mp4`, size: 10 } } })).video.id)
  return ids
}

describe.each([1440, 390])('at %i pixels', width => {
  test('films are found, sorted, changed together and deleted together, and each can be taken back', async () => {
    const ana = await aCreator()
    const [one, two] = await announced(ana, ['Alder', 'Birch', 'Cedar'])
    const accessOf = async () => Promise.all([one, two].map(async id => (await ana.videos.get({ params: { id: id! } })).access))
    const { page, complaints } = await aPage(browser, width)
    const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: /^Select / }) })
    await enter(page, ana, '/studio/content')
    await page.getByLabel('Find in your films').fill('birch')
    await expect.poll(() => page.url()).toContain('q=birch')
    await expect.poll(() => rows.filter({ hasText: /Alder|Birch|Cedar/ }).count()).toBe(1)
    // As links from before there was a dashboard have it.
    await page.goto('/studio?sort=title')
    await page.waitForURL(/\/studio\/content\?sort=title/)
    await rows.filter({ hasText: 'Alder' }).first().waitFor()
    expect(await page.locator('tbody tr').first().textContent()).toContain('Alder')

    const choice = (name: string) => page.getByRole('checkbox', { name })
    if (width > 600) {
      const date = page.getByRole('columnheader', { name: 'Date' })
      for (const [direction, first, address] of [['descending', 'Cedar', /content$/], ['ascending', 'Alder', /sort=oldest/]] as const) {
        await date.getByRole('button').click()
        await expect.poll(() => date.getAttribute('aria-sort')).toBe(direction)
        await expect.poll(() => page.url()).toMatch(address)
        expect(await page.locator('tbody tr').first().textContent()).toContain(first)
      }
      await choice('Select Alder').check()
      await choice('Select Cedar').click({ modifiers: ['Shift'] })
      await page.getByText('3 selected').waitFor()
      await choice('Select all films shown').uncheck()
      await page.getByText('3 selected').waitFor({ state: 'detached' })
    }

    const select = async () => { for (const title of ['Alder', 'Birch']) await choice(`Select ${title}`).check() }
    await select()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('combobox', { name: 'Who may watch' }).click()
    await page.getByRole('option', { name: 'Anyone with the link' }).click()
    await page.getByRole('button', { name: 'Change 2 films' }).click()
    await page.getByText('2 films are changed.').waitFor()
    expect(await accessOf()).toEqual(['unlisted', 'unlisted'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Everything is as it was.').waitFor()
    expect(await accessOf()).toEqual(['private', 'private'])

    await select()
    await page.getByRole('region', { name: 'Selected films' }).getByRole('button', { name: 'Delete' }).click()
    await page.getByText('2 films are deleted.').waitFor()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(3)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

test.each([1440, 390])('at %i pixels an upload that a closed tab left behind goes on in another one, and sends only what is missing', async width => {
  const ana = await aCreator()
  const folder = await mkdtemp(join(tmpdir(), 'playhouse-large-'))
  try {
    const file = join(folder, 'long.mp4')
    await writeFile(file, await ofThreeParts())
    const { page: first } = await aPage(browser, width)
    await enter(first, ana, '/studio/upload')
    // The first part arrives; nothing after it does before the tab closes.
    await first.route(/partNumber=(?!1&)/, route => route.abort())
    await first.locator('input[type="file"]').first().setInputFiles(file)
    await first.waitForURL(/\/studio\/films\/vid_/)
    const [, id] = /(vid_[0-9a-z]+)/.exec(first.url())!
    await until('the first part to arrive', async () => (await ana.videos.uploadStatus({ params: { id: id! } })).parts.length === 1)
    const context = first.context()
    await first.close({ runBeforeUnload: false })
    // A closing tab lets go of what was held back in it: the small last part may still slip through.
    const { parts } = await ana.videos.uploadStatus({ params: { id: id! } })
    const missing = [2, 3].filter(part => !parts.some(({ partNumber }) => partNumber === part)).map(String)
    expect(missing).toContain('2')

    const page = await context.newPage()
    page.setDefaultTimeout(40_000)
    const sent: string[] = []
    page.on('request', request => { if (request.method() === 'PUT') sent.push(/partNumber=(\d+)/.exec(request.url())?.[1] ?? '') })
    await page.goto('/studio/content')
    const chooser = await chooserBy(page, () => page.getByRole('button', { name: 'Choose the file' }).click())
    await chooser.setFiles(file)
    await page.locator('tbody').getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
    expect(sent.toSorted()).toEqual(missing)
    await context.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 240_000)

test('several films are sent at once, each can be paused and goes on, and one that fails can be tried again', async () => {
  const ana = await aCreator()
  const { page, complaints } = await aPage(browser, 390)
  await enter(page, ana, '/studio/upload')
  const gate = Promise.withResolvers<void>()
  await page.route(/partNumber=/, async route => {
    await gate.promise
    // What was paused meanwhile is not sent any more.
    await route.continue().catch(() => undefined)
  })
  const text = { name: 'notes.mp4', mimeType: 'video/mp4', buffer: Buffer.from('This is no film at all.') }
  const clip = { name: 'clip.mp4', mimeType: 'video/mp4', buffer: await readFile(await media('short-clip')) }
  // Both are dragged onto the page at once.
  const place = page.getByRole('main').getByText('Choose files')
  await place.waitFor()
  const dragged = await page.evaluateHandle(files => {
    const transfer = new DataTransfer()
    for (const { name, type, bytes } of files) transfer.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name, { type }))
    return transfer
  }, [text, clip].map(({ name, mimeType, buffer }) => ({ name, type: mimeType, bytes: buffer.toString('base64') })))
  for (const step of ['dragenter', 'dragover', 'drop']) await place.dispatchEvent(step, { dataTransfer: dragged })
  const drawer = page.getByRole('region', { name: 'Uploads' })
  await drawer.getByText('Uploading 2 films').waitFor()
  await drawer.getByText(/^0% · 0 bytes of /).first().waitFor()
  await drawer.getByRole('button', { name: 'Pause clip.mp4' }).click()
  await drawer.getByText(/^Paused/).waitFor()
  gate.resolve()
  await page.locator('tbody').getByText('Could not be prepared').waitFor()
  await drawer.getByRole('button', { name: 'Resume clip.mp4' }).click()
  await page.locator('tbody').getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
  await page.locator('tbody').getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It is being prepared again.').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('what somebody else saved meanwhile is not written over unseen, and what was typed stays', async () => {
  const ana = await aCreator()
  const [id] = await announced(ana, ['First words'])
  const { page } = await aPage(browser)
  await enter(page, ana, `/studio/films/${id}`)
  await page.getByLabel('Title').fill('Mine')
  const { title: _, ...film } = await ana.videos.get({ params: { id: id! } })
  await ana.videos.put({ params: { id: id! }, body: { title: 'Theirs', description: film.description, tags: film.tags, category: film.category, access: film.access, language: film.language } })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const note = page.getByRole('alert').filter({ hasText: 'Somebody else saved this film meanwhile' })
  await note.waitFor()
  // All of it is in sight, and nothing lies over it.
  expect(await note.evaluate(element => {
    const { left, width, bottom } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + width / 2, bottom - 4))
  })).toBe(true)
  expect(await page.getByLabel('Title').inputValue()).toBe('Mine')
  expect((await ana.videos.get({ params: { id: id! } })).title).toBe('Theirs')
  await page.getByRole('button', { name: 'Save mine' }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect((await ana.videos.get({ params: { id: id! } })).title).toBe('Mine')
  await page.context().close()
})

test.each([1440, 390])('at %i pixels a film is scheduled in a named zone, gets captions that can be read beside it, and another file behind the one that plays', async width => {
  const ana = await aCreator()
  const film = await aFilm(ana, { access: 'public' })
  const { page, complaints } = await aPage(browser, width)
  await enter(page, ana, `/studio/films/${film.id}`)
  const chosen = async (button: string, files: string | { name: string; mimeType: string; buffer: Buffer }) => {
    const pressed = page.getByRole('button', { name: button })
    const chooser = await chooserBy(page, async () => {
      // In the middle of the window, where no message covers it; under a mouse that rests on it a message stays.
      await page.mouse.move(0, 0)
      await pressed.evaluate(element => element.scrollIntoView({ block: 'center' }))
      await pressed.click({ timeout: 20_000 })
    })
    await chooser.setFiles(files)
  }
  await chosen('Add captions', { name: 'en.srt', mimeType: 'application/x-subrip', buffer: Buffer.from('1\n00:00:00,000 --> 00:00:01,000\nThe ice lets go.\n') })
  // The player beside has them at once.
  const track = page.getByRole('complementary').locator('video track[srclang="en"]')
  await track.waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Preview English' }).click()
  await page.getByRole('region', { name: 'Preview English' }).getByText('The ice lets go.').waitFor()
  await page.getByRole('button', { name: 'Delete English' }).click()
  await page.getByText('Captions in English are deleted.').waitFor()
  await track.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Captions in English are back.').waitFor()

  await chosen('Replace file', await media('ntsc-rate'))
  await page.getByText('New file: ').waitFor()
  await until('the new file to take its place', async () => (await ana.videos.get({ params: { id: film.id } })).file?.name.includes('ntsc'), { seconds: 60 })
  await expect.poll(() => page.getByText('Replace file').isVisible(), { timeout: 30_000 }).toBe(true)

  await page.getByRole('radio', { name: /^Scheduled/ }).check()
  await page.getByLabel('Date and time').fill('2029-12-24T18:00')
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Oslo')
  await page.getByRole('option', { name: /Europe\/Oslo/ }).click()
  await page.getByRole('button', { name: 'Schedule' }).click()
  await page.getByText('The film is scheduled.').waitFor()
  expect((await ana.videos.get({ params: { id: film.id } })).publication).toEqual({ state: 'scheduled', at: '2029-12-24T17:00:00.000Z', local: '2029-12-24T18:00', zone: 'Europe/Oslo' })
  expect(complaints).toEqual([])
  await page.context().close()
}, 240_000)

test.each([1440, 390])('at %i pixels the whole way from an empty studio to a film that plays, by keyboard alone', async width => {
  const nia = await aViewer('Nia Keys')
  const { page, complaints } = await aPage(browser, width)
  // A new page takes the keyboard to its beginning.
  const begun = () => page.waitForFunction(() => document.activeElement?.id === 'main')
  await enter(page, nia, '/studio')
  await page.getByRole('heading', { name: 'Name your channel' }).waitFor()
  const name = `Keys ${randomBytes(3).toString('hex')}`
  await tabTo(page, 'Name')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/studio\/upload/)
  await page.getByRole('button', { name: 'Choose files' }).waitFor()
  await begun()
  await tabTo(page, 'Choose files')
  const chooser = await chooserBy(page, () => page.keyboard.press('Enter'))
  await chooser.setFiles(await media('landscape-360p'))
  await page.waitForURL(/\/studio\/films\/vid_/)
  const [, id] = /(vid_[0-9a-z]+)/.exec(page.url())!
  await page.getByLabel('Title').waitFor()
  await begun()
  await tabTo(page, 'Title')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('By hand')
  // One's own film is private at first: its choice has the focus, and the arrows move it on to the first.
  await tabTo(page, 'Only you')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await tabTo(page, 'Save')
  await page.keyboard.press('Enter')
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect(await nia.videos.get({ params: { id: id! } })).toMatchObject({ title: 'By hand', access: 'public' })

  await tabTo(page, 'Content')
  await page.keyboard.press('Enter')
  await page.locator('tbody').getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
  await tabTo(page, 'Select By hand')
  await page.keyboard.press('Space')
  await tabTo(page, 'Delete')
  await page.keyboard.press('Enter')
  await page.getByText('“By hand” is deleted.').waitFor()
  await tabTo(page, 'Undo')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'By hand' }).waitFor()
  await tabTo(page, 'By hand')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/studio\/films\/vid_/)
  await page.goto(`/watch/${id}`)
  expect(await plays(page)).toBeGreaterThan(100)
  expect(complaints).toEqual([])
  await page.context().close()
}, 240_000)
