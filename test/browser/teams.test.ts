import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeFromLocalMailbox } from '../../bin/journey/new-person.ts'
import { aCreator, frontDoor, mailTo, tokenIn, type Creator } from '../support/actors.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage } from './a-page.ts'

let browser: Browser
beforeAll(async () => { browser = await aBrowser() })
afterAll(() => browser.close())

async function signsIn(page: Page, { email, password }: Creator): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

describe.each([1440, 390])('at %i pixels', width => {
  test('an owner invites by mail; who is invited opens the link, signs up, joins, and is taken out again', async () => {
    const ana = await aCreator('Ana Owner')
    const email = `nia-${randomBytes(6).toString('hex')}@example.org`
    const hers = await aPage(browser, width)
    await hers.page.goto('/studio/members')
    await signsIn(hers.page, ana)
    await hers.page.getByText('Nobody else works on this channel yet').waitFor()
    await hers.page.getByLabel('Mail address').fill(email)
    await hers.page.getByRole('button', { name: 'Send invitation' }).click()
    await hers.page.getByRole('heading', { name: 'Open invitations' }).waitFor()
    await hers.page.getByText(email, { exact: true }).waitFor()

    const theirs = await aPage(browser, width)
    await theirs.page.goto(`/invitations/${tokenIn(await mailTo(email, /invites you/))}`)
    await theirs.page.getByText(`Ana Owner invites you to work on ${ana.channel.name} as editor.`).waitFor()
    await theirs.page.getByRole('link', { name: 'Create an account' }).click()
    await theirs.page.getByLabel('Display name').fill('Nia North')
    await theirs.page.getByLabel('Email').fill(email)
    await theirs.page.getByLabel('Password', { exact: true }).fill('Lantern-and-tide-7')
    await theirs.page.getByRole('button', { name: 'Create account' }).click()
    await theirs.page.getByText(email).waitFor()
    await theirs.page.getByLabel('Code').first().focus()
    await theirs.page.keyboard.type(await codeFromLocalMailbox(frontDoor())(email))
    await theirs.page.keyboard.press('Enter')
    await theirs.page.getByText(`You join as Nia North (${email}).`).waitFor()
    await theirs.page.getByRole('button', { name: 'Join the team' }).click()
    await theirs.page.waitForURL(/\/studio\?channel=chn_/)
    await theirs.page.goto('/studio/members')
    await theirs.page.getByText('Owners decide who belongs to the team.').waitFor()
    expect(await theirs.page.getByRole('button', { name: 'Send invitation' }).count()).toBe(0)

    await hers.page.goto('/studio/members')
    await hers.page.getByRole('button', { name: 'More about Nia North' }).click()
    await hers.page.getByRole('menuitem', { name: 'Remove from the team' }).click()
    await hers.page.getByRole('button', { name: 'Remove from the team' }).click()
    await hers.page.getByText('Nia North has left the team.').waitFor()
    await theirs.page.goto('/studio/members')
    await theirs.page.getByRole('heading', { name: 'Name your channel' }).waitFor()
    expect([...hers.complaints, ...theirs.complaints]).toEqual([])
    await Promise.all([hers, theirs].map(({ page }) => page.context().close()))
  }, 120_000)
})

test('a link that is no longer good says so, and what would help', async () => {
  const { page } = await aPage(browser, 390)
  await page.goto(`/invitations/${'x'.repeat(101)}`)
  await page.getByRole('heading', { name: 'This invitation is no longer open' }).waitFor()
  await page.getByRole('link', { name: 'Go to the front page' }).click()
  expect(new URL(page.url()).pathname).toBe('/')
  await page.context().close()
})
