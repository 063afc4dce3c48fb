/** Where the connection is lost: between two pages, and on an open one. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBrowser } from '../support/chromium.ts'
import { aPage } from './a-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await aBrowser()
})
afterAll(() => browser.close())

test('without a connection a page says so, and opens by itself when the connection is back', async () => {
  const { page } = await aPage(browser)
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.context().setOffline(true)
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: 'You are offline' }).waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.context().close()
})

test('a page that is open when the connection is lost stays, and says so until it is back', async () => {
  const { page } = await aPage(browser)
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Categories' }).waitFor()
  const note = page.getByRole('status').getByText('You are offline.')
  await page.context().setOffline(true)
  await note.waitFor()
  await page.getByRole('navigation', { name: 'Categories' }).waitFor()
  await page.context().setOffline(false)
  await note.waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe('/')
  await page.context().close()
})

test.each([['goes past the worker', true], ['is said by the worker where a browser lets nothing past', false]])('what a page says while it is left %s', async (_, letsPast) => {
  const { page } = await aPage(browser)
  if (!letsPast) await page.context().route('**/service-worker.js', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replaceAll('addRoutes', 'notKnown') })
  })
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  // From now on the worker stands beside the page.
  await page.reload()
  const say = async (keepalive: boolean) => {
    const [answer] = await Promise.all([page.waitForResponse(/playback\/ses_none/), page.evaluate(keepalive => fetch('/api/playback/ses_none/heartbeat', { method: 'POST', keepalive }).then(() => undefined), keepalive)])
    return answer.fromServiceWorker()
  }
  expect([await say(true), await say(false)]).toEqual([!letsPast, false])
  await page.context().close()
})
