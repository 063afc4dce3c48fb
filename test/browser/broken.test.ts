/** What somebody sees when a page does not open. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { troublePage } from '../../functions/sharing/trouble-page.ts'
import { aBrowser } from '../support/chromium.ts'
import { aPage } from './a-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await aBrowser()
})
afterAll(() => browser.close())

const saysSo = (page: Page) => page.getByRole('heading', { level: 1, name: 'This page did not open' }).waitFor()

test('a page that cannot be drawn says so inside the house, which stays usable, and opens when it is loaded again', async () => {
  const { page } = await aPage(browser)
  await page.route('**/api/videos?*', route => route.fulfill({ json: { items: [null], nextCursor: null } }))
  // Posters that lay there before the app ran (functions/sharing) would hide what it says.
  await page.route('/', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replaceAll('id="first"', 'id="others"').replace('<body>', '<body><div id="first"></div>') })
  })
  await page.goto('/')
  await saysSo(page)
  await expect.poll(() => page.locator('#first').count()).toBe(0)
  await page.getByText('What you did before is safe.').waitFor()
  await page.unroute('**/api/videos?*')
  await page.getByRole('button', { name: 'Load again' }).click()
  await page.getByRole('navigation', { name: 'Categories' }).waitFor()
  await page.getByRole('link', { name: 'Sign in' }).first().click()
  await page.waitForURL('**/sign-in*')
  expect(await page.getByRole('heading', { name: 'This page did not open' }).count()).toBe(0)
  await page.context().close()
})

test('a page whose code is gone since the tab was opened says that the house has a new version', async () => {
  const { page } = await aPage(browser, 390)
  await page.route(/\/assets\/sign-up-page-[^/]*\.js$/, route => route.fulfill({ status: 403, body: '' }))
  await page.goto('/sign-up')
  await saysSo(page)
  expect(await page.getByText('A new version of the house has opened.').isVisible()).toBe(true)
  await page.context().close()
})

test('an address that leads nowhere says so, and search engines are told not to keep it', async () => {
  const { page } = await aPage(browser)
  await page.goto('/nothing/here')
  await page.getByRole('heading', { level: 1, name: 'There is nothing at this address' }).waitFor()
  expect(await page.locator('meta[name="robots"]').getAttribute('content')).toBe('noindex')
  await page.getByRole('link', { name: 'Go to the front page' }).click()
  await page.waitForURL('/')
  await expect.poll(() => page.locator('meta[name="robots"]').count()).toBe(0)
  await page.context().close()
})

test('when not even the app can be handed out, there is a page in the house\'s look', async () => {
  const { page } = await aPage(browser)
  // As the server answers then; journeys/faults looks that it does.
  await page.route('/', route => route.fulfill({ status: 500, contentType: 'text/html; charset=utf-8', body: troublePage('req-1') }))
  await page.goto('/')
  await saysSo(page)
  await page.getByText('Details').click()
  await page.getByText('request req-1').waitFor()
  await page.unroute('/')
  await page.getByRole('link', { name: 'Try again' }).click()
  await page.getByRole('navigation', { name: 'Categories' }).waitFor()
  expect(await page.title()).toBe('Home · Playhouse')
  await page.context().close()
})
