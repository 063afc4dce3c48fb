import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeFromLocalMailbox } from '../../bin/journey/new-person.ts'
import { aCreator, aFilm, frontDoor } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { media } from '../support/media/media.ts'
import { aPage, choose, plays } from './a-page.ts'

let browser: Browser
beforeAll(async () => { browser = await aBrowser() })
afterAll(() => browser.close())

describe.each([1440, 390])('at %i pixels', width => {
  test('somebody new signs up, opens a channel, uploads a film and watches it at two qualities', async () => {
    const { page, complaints } = await aPage(browser, width)
    const email = `nia-${randomBytes(6).toString('hex')}@example.org`
    await page.goto('/sign-up?next=%2Fstudio%2Fupload')
    await page.getByLabel('Display name').fill('Nia North')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('Lantern-and-tide-7')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText(email).waitFor()
    await page.getByLabel('Code').first().focus()
    await page.keyboard.type(await codeFromLocalMailbox(frontDoor())(email))
    await page.keyboard.press('Enter')

    await page.getByLabel('Name', { exact: true }).fill(`Nia ${randomBytes(3).toString('hex')}`)
    await page.getByRole('button', { name: 'Create channel' }).click()
    await page.locator('input[type="file"]').first().setInputFiles(await media('ntsc-rate'))
    await page.waitForURL(/\/studio\/films\/vid_/)
    const [, id] = /(vid_[0-9a-z]+)/.exec(page.url())!
    await page.getByLabel('Title').fill('Light on the fjord')
    await page.getByRole('radio', { name: 'Everyone' }).click()
    await page.getByRole('button', { name: 'Save' }).scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.', { exact: true }).waitFor()

    await page.goto('/studio/content')
    await page.getByText('Light on the fjord').first().waitFor()
    await page.locator('tbody').getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
    await page.goto(`/watch/${id}`)
    await page.getByText('Light on the fjord').first().waitFor()
    await plays(page)
    // The film has three segments: a choice comes in with the next one, and the film goes round.
    for (const quality of ['144p', '180p']) {
      await choose(page, quality)
      await expect.poll(() => plays(page), { timeout: 60_000 }).toBe(Number.parseInt(quality))
    }
    expect(complaints).toEqual([])
    await page.context().close()
  }, 180_000)
})

test('a stranger who may not watch is told why, and what would help', async () => {
  const hidden = await aFilm(await aCreator(), { access: 'followers' })
  const { page } = await aPage(browser, 390)
  await page.goto(`/watch/${hidden.id}`)
  await page.getByText('Sign in to watch').first().waitFor()
  const signIn = page.getByRole('link', { name: 'Sign in' })
  expect((await signIn.all()).length).toBeGreaterThan(0)
  await page.context().close()
})

test('a public film plays for somebody who is not signed in', async () => {
  const shown = await aFilm(await aCreator(), { file: 'landscape-360p' })
  const { page, complaints } = await aPage(browser)
  await page.goto(`/watch/${shown.id}`)
  expect(await plays(page)).toBeGreaterThan(100)
  expect(complaints).toEqual([])
  await page.context().close()
})
