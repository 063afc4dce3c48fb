import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCreator, aFilm, anAdmin, aStaffMember, aViewer, uploaded } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage, enter, plays } from './a-page.ts'

let browser: Browser
beforeAll(async () => { browser = await aBrowser() })
afterAll(() => browser.close())
const reason = 'Somebody else\'s films, twice.'

describe.each([1440, 390])('at %i pixels', width => {
  test('an admin suspends a person with a reason: their film stops where it is being watched, and the trail says why', async () => {
    const [ada, ana] = await Promise.all([anAdmin(), aCreator()])
    const film = await aFilm(ana, { file: 'landscape-360p' })
    const { page: watching } = await aPage(browser)
    const fetched: string[] = []
    watching.on('request', request => { if (new URL(request.url()).pathname.startsWith('/t/')) fetched.push(request.url()) })
    await watching.goto(`/watch/${film.id}`)
    await plays(watching)

    const { page, complaints } = await aPage(browser, width)
    await enter(page, ada, '/admin/people')
    await page.getByLabel('Find by the beginning of a name or address').fill(ana.email)
    await page.getByRole('button', { name: `Look at ${ana.user.displayName}` }).filter({ hasText: ana.email }).click()
    const drawer = page.getByRole('dialog').first()
    await drawer.getByText(ana.email).waitFor()
    expect(page.url()).toContain(`id=${ana.user.id}`)
    await drawer.getByRole('button', { name: 'Suspend' }).click()
    const why = page.getByRole('dialog', { name: /^Suspend / })
    await why.getByRole('button', { name: 'Suspend' }).click()
    await why.getByText('Use at least 3 characters.').waitFor()
    await why.getByLabel('Reason').fill(reason)
    await why.getByRole('button', { name: 'Suspend' }).click()
    await page.getByText(`${ana.user.displayName} is suspended.`).waitFor()
    await drawer.getByRole('button', { name: 'Reinstate' }).waitFor()
    await drawer.getByText(reason).waitFor()

    // What is being watched gets no more of the film, and whoever opens it again is told.
    await expect.poll(async () => (await watching.request.get(fetched.at(-1)!)).status(), { timeout: 20_000 }).toBe(403)
    await watching.reload()
    await watching.getByText('There is no such film').first().waitFor()
    expect(complaints).toEqual([])
    await Promise.all([page, watching].map(one => one.context().close()))
  })
})

test('a film that failed is found with its reason, tried again with another, and its owner\'s other films are one step away', async () => {
  const [ada, ana] = await Promise.all([anAdmin(), aCreator()])
  const id = await uploaded(ana, 'text', { title: `Not a film ${crypto.randomUUID().slice(0, 8)}` })
  const { title } = await ana.videos.get({ params: { id } })
  const { page, complaints } = await aPage(browser)
  await enter(page, ada, '/admin/films?state=failed')
  await expect.poll(async () => {
    await page.reload()
    return page.getByRole('button', { name: `Look at ${title}` }).waitFor({ timeout: 3000 }).then(() => true, () => false)
  }, { timeout: 30_000 }).toBe(true)
  await page.getByRole('button', { name: `Look at ${title}` }).click()
  const drawer = page.getByRole('dialog').first()
  await drawer.getByText('not a video that can be read').waitFor()
  await drawer.getByRole('button', { name: 'Try again' }).click()
  await page.getByLabel('Reason').fill('Its owner asked.')
  await page.getByRole('dialog', { name: 'Try this film again' }).getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It is being prepared again.').waitFor()
  await drawer.getByText('Its owner asked.').waitFor()
  await drawer.getByRole('link', { name: ana.channel.name }).click()
  await expect.poll(() => page.url()).toContain(ana.channel.id)
  // Their films in one state, and any film by an address that somebody sent.
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Ready', exact: true }).click()
  await page.getByText('No films here').waitFor()
  expect(new URL(page.url()).searchParams.get('channel')).toBe(ana.channel.id)
  const find = page.getByRole('searchbox', { name: 'Open by id or address' })
  await find.fill('the film about ice')
  await find.press('Enter')
  await page.getByText('There is no id of a film in this.').waitFor()
  await find.fill(`https://house.example/watch/${id}?t=3`)
  await find.press('Enter')
  await drawer.getByText('not a video that can be read').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('the platform\'s queues and alarms are on one page, and what staff do is on another', async () => {
  const ada = await anAdmin()
  const { page, complaints } = await aPage(browser, 390)
  await enter(page, ada, '/admin/system')
  await page.getByText('videos-source-uploaded').waitFor()
  await page.getByText(/alarms? rings?|No alarm rings/).first().waitFor()
  await page.getByRole('link', { name: 'Audit trail' }).first().click()
  await page.getByText('Roles changed').first().waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('nobody but staff is shown the admin area; what a role does not open says what would', async () => {
  const { page } = await aPage(browser)
  await enter(page, await aViewer(), '/')
  expect(await page.getByRole('link', { name: 'Admin' }).count()).toBe(0)
  await page.goto('/admin/people')
  await page.getByText('This page is for staff').first().waitFor()
  await page.context().close()

  const { page: support } = await aPage(browser)
  await enter(support, await aStaffMember('support'), '/')
  await support.getByRole('link', { name: 'Admin' }).click()
  await support.getByRole('heading', { name: 'People' }).waitFor()
  expect(await support.getByRole('link', { name: 'Audit trail' }).count()).toBe(0)
  await support.goto('/admin/audit')
  await support.getByText('This page is for staff').first().waitFor()
  await support.context().close()
})
