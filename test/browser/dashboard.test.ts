/** The studio's rooms: what a channel needs today, and one channel from room to room. */
import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCreator, aFilm, ended, uploaded, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage, enter } from './a-page.ts'

let browser: Browser
beforeAll(async () => { browser = await aBrowser() })
afterAll(() => browser.close())

const announced = async (ana: Creator, title: string) => (await ana.videos.create({ body: { channelId: ana.channel.id, title, file: { name: `${title}.mp4`, size: 10 } } })).video.id

describe.each([1440, 390])('at %i pixels', width => {
  test('the dashboard says what failed and its way out, what is scheduled, and how the latest films do', async () => {
    const ana = await aCreator()
    const [film, failed] = await Promise.all([aFilm(ana, { title: 'Later' }), uploaded(ana, 'text', { title: 'No film at all' })])
    await Promise.all([ended(ana, failed), ana.videos.publish({ params: { id: film.id }, body: { state: 'scheduled', at: '2029-12-24T18:00', zone: 'Europe/Oslo' } }), announced(ana, 'Half sent')])
    const { page, complaints } = await aPage(browser, width)
    await enter(page, ana, '/studio')
    const needs = page.getByRole('region', { name: 'Needs you' })
    await needs.getByText('not a video that can be read').waitFor()
    await needs.getByRole('button', { name: 'Try again' }).waitFor()
    await needs.getByRole('button', { name: 'Resume upload' }).waitFor()
    await page.getByRole('region', { name: 'Scheduled' }).getByRole('link', { name: 'Later' }).waitFor()
    await page.getByText('Followers').waitFor()
    expect(await page.getByRole('region', { name: 'Latest films' }).getByRole('listitem').count()).toBe(3)

    await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Content' }).click()
    await page.getByRole('link', { name: 'Needs you 2' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    await page.getByRole('link', { name: 'Scheduled 1' }).click()
    await expect.poll(() => page.locator('tbody tr').allTextContents().then(rows => rows.map(row => row.includes('Later')))).toEqual([true])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('whoever has several channels stays in the one they chose, from room to room', async () => {
    const ana = await aCreator()
    const second = await ana.channels.create({ body: { handle: `ch-${randomBytes(6).toString('hex')}`, name: 'The second house', description: '' } })
    const { page } = await aPage(browser, width)
    await enter(page, ana, `/studio?channel=${second.id}`)
    const studio = page.getByRole('navigation', { name: 'Studio' })
    for (const room of ['Content', 'Channel', 'Members', 'Dashboard']) {
      await studio.getByRole('link', { name: room, exact: true }).click()
      await page.getByRole('heading', { name: room, level: 1 }).waitFor()
      expect(new URL(page.url()).searchParams.get('channel')).toBe(second.id)
      expect(await page.getByRole('combobox', { name: 'Channel' }).inputValue()).toBe('The second house')
      if (room !== 'Channel') continue
      // To another channel is away, too.
      await page.getByLabel('Description').fill('Typed')
      await page.getByRole('combobox', { name: 'Channel' }).click()
      await page.getByRole('option', { name: ana.channel.name }).click()
      await page.getByRole('dialog', { name: 'Leave this page?' }).getByRole('button', { name: 'Stay here' }).click()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      expect(await page.getByLabel('Description').inputValue()).toBe('Typed')
      await page.getByLabel('Description').fill('')
    }
    await page.getByRole('link', { name: 'Create' }).first().click()
    await page.waitForURL(new RegExp(`/studio/upload\\?channel=${second.id}`))

    await page.goto('/studio/channels/new')
    await page.getByLabel('Name', { exact: true }).fill(`Third ${randomBytes(3).toString('hex')}`)
    await page.getByRole('button', { name: 'Create channel' }).click()
    await page.waitForURL(/\/studio\?channel=chn_/)
    const third = new URL(page.url()).searchParams.get('channel')!
    expect([ana.channel.id, second.id]).not.toContain(third)
    expect((await ana.channels.get({ params: { idOrHandle: third } })).name).toMatch(/^Third /)
    await page.context().close()
  })
})

test('what an undo could not take back is said, film by film', async () => {
  const ana = await aCreator()
  const [one] = [await announced(ana, 'Alder'), await announced(ana, 'Birch')]
  const { page } = await aPage(browser)
  await enter(page, ana, '/studio/content')
  for (const title of ['Alder', 'Birch']) await page.getByRole('checkbox', { name: `Select ${title}` }).check()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('combobox', { name: 'Who may watch' }).click()
  await page.getByRole('option', { name: 'Anyone with the link' }).click()
  await page.getByRole('button', { name: 'Change 2 films' }).click()
  await page.getByText('2 films are changed.').waitFor()
  await ana.videos.remove({ params: { id: one } })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText(/^One film could not be taken back. “Alder”/).waitFor()
  expect(await page.getByText('Everything is as it was.').count()).toBe(0)
  await page.context().close()
})
