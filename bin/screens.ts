/**
 * `npm run screens`: the whole product at a glance. Renders every page of a running house with its demo world, in both
 * schemes and on two sizes, into screens/: `npm start` in one terminal, this in another (--base <url> for another house).
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { contractClient } from '../functions/platform/contract-client.ts'
import { videosContract } from '../functions/videos/contract.ts'
import { aBrowser } from '../test/support/chromium.ts'
import { demoPassword, people } from './demo/people.ts'
import { root } from './hash-of.ts'

const { values } = parseArgs({ options: { base: { type: 'string', default: `http://localhost:${process.env['PORT'] ?? 4000}` }, out: { type: 'string', default: join(root, 'screens') } } })
const { base, out } = values
const schemes = ['dark', 'light'] as const
const sizes = [{ name: 'desk', width: 1440, height: 900 }, { name: 'phone', width: 390, height: 844 }] as const

interface Screen { readonly name: string; readonly path: string; readonly as: 'stranger' | 'creator'; readonly doing?: (page: Page) => Promise<unknown> }

async function screens(): Promise<Screen[]> {
  const { items: [film] } = await contractClient(videosContract, { base }).browse({ query: { sort: 'newest', limit: 1 } })
  if (!film) throw new Error(`There are no films at ${base} yet. Wait until its demo world is complete.`)
  const watch = `/watch/${film.id}?t=3`
  const plays = (page: Page) => page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 3.2, undefined, { timeout: 20_000 })
  return [
    { name: 'home', path: '/', as: 'stranger' },
    { name: 'category', path: `/?category=${film.category}`, as: 'stranger' },
    { name: 'category-empty', path: '/?category=sport', as: 'stranger' },
    { name: 'watch', path: watch, as: 'stranger', doing: plays },
    { name: 'watch-unknown', path: '/watch/vid_00000000000000000000000000', as: 'stranger' },
    { name: 'channel', path: `/@${film.channel.handle}`, as: 'stranger' },
    { name: 'sign-in', path: '/sign-in', as: 'stranger' },
    { name: 'sign-in-refused', path: '/sign-in', as: 'stranger', doing: page => signIn(page, 'nobody@example.org').then(() => page.getByRole('alert').waitFor()) },
    { name: 'sign-up', path: '/sign-up', as: 'stranger' },
    { name: 'sign-up-errors', path: '/sign-up', as: 'stranger', doing: page => page.getByRole('button', { name: 'Create account' }).click() },
    { name: 'verify', path: '/verify', as: 'stranger' },
    { name: 'forgot-password', path: '/forgot-password', as: 'stranger' },
    { name: 'nothing-here', path: '/nothing/here', as: 'stranger' },
    { name: 'home-signed-in', path: '/', as: 'creator' },
    { name: 'menu', path: '/', as: 'creator', doing: page => page.getByRole('button', { name: 'Your account and settings' }).click() },
    { name: 'following', path: '/following', as: 'creator' },
    { name: 'content', path: '/studio', as: 'creator' },
    { name: 'upload', path: '/studio/upload', as: 'creator' },
    { name: 'edit', path: `/studio/films/${film.id}`, as: 'creator' },
    { name: 'channel-settings', path: '/studio/channel', as: 'creator' },
    { name: 'channel-new', path: '/studio/channels/new', as: 'creator' },
    { name: 'account', path: '/account', as: 'creator' },
  ]
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function shoot(context: BrowserContext, { path, doing }: Screen, file: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(base + path)
  await page.locator('#main').waitFor()
  // A page that streams never rests; it is shown as it is then.
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined)
  await doing?.(page)
  await page.screenshot({ path: join(out, file) })
  await page.close()
}

await mkdir(out, { recursive: true })
const all = await screens()
const browser = await aBrowser()
try {
  for (const scheme of schemes) {
    for (const { name: size, width, height } of sizes) {
      for (const as of ['stranger', 'creator'] as const) {
        const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', locale: 'en-GB' })
        await context.addInitScript(chosen => localStorage.setItem('mantine-color-scheme-value', chosen), scheme)
        if (as === 'creator') {
          const door = await context.newPage()
          await door.goto(`${base}/sign-in`)
          await signIn(door, people.find(({ role }) => role === 'creator')!.email)
          await door.waitForURL(`${base}/`)
          await door.close()
        }
        for (const screen of all.filter(screen => screen.as === as)) await shoot(context, screen, `${screen.name}-${size}-${scheme}.png`)
        await context.close()
      }
    }
  }
  console.log(`${all.length * schemes.length * sizes.length} pictures are in ${out}`)
} finally {
  await browser.close()
}
