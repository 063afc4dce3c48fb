/**
 * `npm run screens`: the whole product at a glance. Renders every page of a running house with its demo world, in both
 * schemes and on two sizes, into screens/: `npm start` in one terminal, this in another (--base <url> for another house;
 * --only admin for the pages whose name holds that).
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { contractClient } from '../functions/platform/contract-client.ts'
import type { DomainError } from '../functions/platform/errors.ts'
import { errors } from '../functions/playback/errors.ts'
import { videosContract, type Video } from '../functions/videos/contract.ts'
import { aBrowser } from '../test/support/chromium.ts'
import { demoPassword, people } from './demo/people.ts'
import { root } from './hash-of.ts'

const { values } = parseArgs({ options: { base: { type: 'string', default: `http://localhost:${process.env['PORT'] ?? 4000}` }, out: { type: 'string', default: join(root, 'screens') }, only: { type: 'string', default: '' } } })
const { base, out, only } = values
const schemes = ['dark', 'light'] as const
const sizes = [{ name: 'desk', width: 1440, height: 900 }, { name: 'phone', width: 390, height: 844 }] as const

/** Who looks: somebody signed out, or one of the demo world's people. */
const personas = ['stranger', 'viewer', 'creator', 'admin'] as const

interface Screen { readonly name: string; readonly path: string; readonly as: (typeof personas)[number]; /** What the house is to answer meanwhile, where a state cannot be brought about otherwise. */ readonly before?: (page: Page) => Promise<unknown>; readonly doing?: (page: Page) => Promise<unknown> }

async function screens(): Promise<Screen[]> {
  const videos = contractClient(videosContract, { base })
  const { items } = await videos.browse({ query: { sort: 'newest', limit: 20 } })
  const [film] = items
  const captioned = (await Promise.all(items.map(({ id }) => videos.get({ params: { id } })))).find(({ captions }) => captions.length > 0)
  if (!film || !captioned) throw new Error(`There is too little to see at ${base} yet. Wait until its demo world is complete.`)
  const watch = `/watch/${film.id}?t=3`
  const plays = (page: Page) => page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 3.2, undefined, { timeout: 20_000 })
  return [
    { name: 'home', path: '/', as: 'stranger' },
    { name: 'home-posters-coming', path: '/', as: 'stranger', before: page => page.route('**/api/videos?*', async route => { const response = await route.fetch(); await route.fulfill({ response, body: (await response.text()).replace(/"posterUrl":"[^"]*"/g, '"posterUrl":null') }) }) },
    { name: 'newest', path: '/?sort=newest', as: 'stranger' },
    { name: 'popular', path: '/?sort=popular', as: 'stranger' },
    { name: 'card-menu', path: '/', as: 'stranger', doing: page => page.getByRole('button', { name: /^More for / }).first().click().then(() => page.getByRole('menuitem').first().waitFor()) },
    { name: 'broken', path: '/', as: 'stranger', before: page => page.route('**/api/videos?*', route => route.fulfill({ json: { items: [null], nextCursor: null } })) },
    { name: 'offline', path: '/offline.html', as: 'stranger' },
    { name: 'category', path: `/?category=${film.category}`, as: 'stranger' },
    { name: 'category-empty', path: '/?category=sport', as: 'stranger' },
    { name: 'watch', path: watch, as: 'stranger', doing: plays },
    { name: 'watch-captions', path: `/watch/${captioned.id}?t=3`, as: 'stranger', doing: async page => { await plays(page); await chooseCaptions(page) } },
    { name: 'share', path: watch, as: 'stranger', doing: async page => { await plays(page); await page.getByRole('main').getByRole('button', { name: 'Share' }).click(); await page.getByRole('dialog', { name: 'Share this film' }).waitFor() } },
    { name: 'embed', path: `/embed/${film.id}?t=3`, as: 'stranger', doing: page => page.locator('media-play-button').first().waitFor() },
    { name: 'watch-unknown', path: '/watch/vid_00000000000000000000000000', as: 'stranger' },
    ...(['sign_in', 'private', 'not_ready'] as const).map((why): Screen => ({ name: `denied-${why}`, path: watch, as: 'stranger', before: denied(errors[why]()) })),
    { name: 'denied-followers', path: watch, as: 'admin', before: denied(errors.followers_only()) },
    { name: 'end', path: watch, as: 'stranger', doing: async page => { await plays(page); await toTheEnd(page) } },
    { name: 'channel', path: `/@${film.channel.handle}`, as: 'stranger' },
    { name: 'sign-in', path: '/sign-in', as: 'stranger' },
    { name: 'sign-in-refused', path: '/sign-in', as: 'stranger', doing: page => signIn(page, 'nobody@example.org').then(() => page.getByRole('alert').waitFor()) },
    { name: 'sign-up', path: '/sign-up', as: 'stranger' },
    { name: 'sign-up-errors', path: '/sign-up', as: 'stranger', doing: page => page.getByRole('button', { name: 'Create account' }).click() },
    { name: 'verify', path: '/verify', as: 'stranger' },
    { name: 'invitation-gone', path: `/invitations/${'x'.repeat(101)}`, as: 'stranger', doing: page => page.getByRole('heading', { name: 'no longer open' }).waitFor() },
    { name: 'invitation', path: `/invitations/${'x'.repeat(101)}`, as: 'stranger', before: page => page.route('**/api/invitations/read', route => route.fulfill({ json: { channel: film.channel, role: 'editor', invitedBy: 'Ingrid Solberg', expiresAt: new Date(Date.now() + 6 * 86_400_000).toISOString() } })), doing: page => page.getByText('invites you').first().waitFor() },
    { name: 'forgot-password', path: '/forgot-password', as: 'stranger' },
    { name: 'reset-password', path: '/reset-password', as: 'stranger' },
    { name: 'nothing-here', path: '/nothing/here', as: 'stranger' },
    { name: 'home-signed-in', path: '/', as: 'creator' },
    { name: 'menu', path: '/', as: 'creator', doing: page => page.getByRole('button', { name: 'Your account and settings' }).click() },
    { name: 'following', path: '/following', as: 'creator' },
    { name: 'history', path: '/history', as: 'viewer' },
    { name: 'library', path: '/library', as: 'viewer' },
    { name: 'library-empty', path: '/library', as: 'admin' },
    { name: 'history-empty', path: '/history', as: 'admin' },
    { name: 'following-empty', path: '/following', as: 'admin' },
    { name: 'content-in-work', path: '/studio/content', as: 'creator', before: someInWork },
    { name: 'dashboard', path: '/studio', as: 'creator' },
    { name: 'content', path: '/studio/content', as: 'creator' },
    { name: 'content-part', path: '/studio/content?part=needs-you', as: 'creator' },
    { name: 'content-selected', path: '/studio/content?sort=title', as: 'creator', doing: selectTwo },
    { name: 'content-batch-edit', path: '/studio/content', as: 'creator', doing: async page => { await selectTwo(page); await page.getByRole('button', { name: 'Edit', exact: true }).click() } },
    { name: 'content-none-found', path: '/studio/content?q=nothing-like-this', as: 'creator', doing: page => page.getByText('No film of yours').waitFor() },
    { name: 'studio-empty', path: '/studio', as: 'admin' },
    { name: 'upload', path: '/studio/upload', as: 'creator' },
    // Its announcement is answered by nobody: the drawer stays as it is while a file is opened.
    { name: 'uploading', path: '/studio/upload', as: 'creator', before: page => page.route('**/api/videos', () => undefined), doing: sendSome },
    { name: 'edit', path: `/studio/films/${film.id}`, as: 'creator' },
    { name: 'edit-below', path: `/studio/films/${film.id}`, as: 'creator', doing: schedule },
    { name: 'edit-leaving', path: `/studio/films/${film.id}`, as: 'creator', doing: async page => { await page.getByLabel('Title').fill('Something else'); await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Content' }).click(); await page.getByRole('dialog', { name: 'Leave this page?' }).waitFor() } },
    { name: 'edit-conflict', path: `/studio/films/${film.id}`, as: 'creator', before: savedMeanwhile(film.id), doing: changeTitle },
    { name: 'edit-invalid', path: `/studio/films/${film.id}`, as: 'creator', doing: page => page.getByLabel('Title').fill('').then(() => page.getByRole('button', { name: 'Save', exact: true }).click()) },
    { name: 'admin-people', path: '/admin/people', as: 'admin' },
    { name: 'admin-people-none', path: '/admin/people?q=nobody-like-this', as: 'admin' },
    { name: 'admin-person', path: '/admin/people?q=creator', as: 'admin', doing: openFirst },
    { name: 'admin-suspend', path: '/admin/people?q=creator', as: 'admin', doing: async page => { await openFirst(page); await page.getByRole('button', { name: 'Suspend' }).click(); await page.getByLabel('Reason').waitFor() } },
    { name: 'admin-films', path: '/admin/films', as: 'admin' },
    { name: 'admin-films-empty', path: '/admin/films?state=failed', as: 'admin' },
    { name: 'admin-film', path: `/admin/films?id=${film.id}`, as: 'admin' },
    { name: 'admin-system', path: '/admin/system', as: 'admin' },
    { name: 'admin-dead-letters', path: '/admin/system', as: 'admin', doing: page => page.getByRole('button', { name: /^Look at the dead letters/ }).first().click({ timeout: 3000 }).catch(() => undefined) },
    { name: 'admin-audit', path: '/admin/audit', as: 'admin' },
    { name: 'admin-denied', path: '/admin/people', as: 'creator' },
    { name: 'channel-settings', path: '/studio/channel', as: 'creator' },
    { name: 'members', path: '/studio/members', as: 'creator' },
    { name: 'channel-new', path: '/studio/channels/new', as: 'creator' },
    { name: 'account', path: '/account', as: 'creator' },
    { name: 'account-security', path: '/account', as: 'creator', doing: async page => { await page.getByRole('button', { name: 'Change the password' }).click(); await page.getByRole('heading', { name: 'Security' }).scrollIntoViewIfNeeded() } },
    { name: 'account-erase', path: '/account', as: 'creator', doing: page => page.getByRole('button', { name: 'Delete account' }).click() },
  ]
}

const problem = (status: number, code: string, detail: string) => ({ status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: detail, status, code, detail, requestId: 'screens' }) })
const denied = ({ status, code, message }: DomainError) => (page: Page) => page.route('**/playback', route => route.fulfill(problem(status, code, message)))
/** The first film of the studio is being prepared, the second has failed. */
const someInWork = (page: Page) => page.route('**/api/channels/*/videos?*', async route => {
  const response = await route.fetch()
  const { items: [first, second, ...others], nextCursor } = await response.json() as { items: Video[]; nextCursor: string | null }
  const inWork = first && { ...first, processing: 'transcoding', progress: { stage: 'all-qualities', percent: 43, reason: null } }
  const failed = second && { ...second, processing: 'failed', posterUrl: null, progress: { stage: 'failed', percent: 0, reason: { code: 'not_a_film', message: 'This file is not a film that can be read. Export it as MP4 with H.264 and upload it again.' } } }
  await route.fulfill({ response, json: { items: [inWork, failed, ...others].filter(Boolean), nextCursor } })
})
/** Somebody else saves the film while it is being edited. */
const savedMeanwhile = (id: string) => async (page: Page) => {
  let theirs = false
  await page.route(`**/api/videos/${id}`, async (route, request) => {
    if (request.method() === 'PUT') {
      theirs = true
      return route.fulfill(problem(412, 'version_changed', 'This was changed meanwhile. Load it again, then repeat your change.'))
    }
    const response = await route.fetch()
    const seen = await response.json() as Video
    return route.fulfill({ response, json: theirs ? { ...seen, title: 'Their title', version: seen.version + 1 } : seen })
  })
}
async function sendSome(page: Page): Promise<void> {
  await page.locator('input[type="file"]').first().setInputFiles(['Salt and light.mp4', 'Night ferry.mov'].map(name => ({ name, mimeType: 'video/mp4', buffer: Buffer.alloc(4_000_000) })))
  await page.getByRole('region', { name: 'Uploads' }).waitFor()
}
async function changeTitle(page: Page): Promise<void> {
  await page.getByLabel('Title').fill('Another title')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('alert').first().waitFor()
}
async function toTheEnd(page: Page): Promise<void> {
  await page.locator('video').first().evaluate((video: HTMLVideoElement) => { video.currentTime = video.duration - 0.2 })
  await page.getByRole('region', { name: 'The film is over' }).waitFor()
}
async function selectTwo(page: Page): Promise<void> {
  for (const at of [1, 2]) await page.getByRole('checkbox', { name: /^Select / }).nth(at).check()
}
/** Captions on, and the menu that they were chosen from open. */
async function chooseCaptions(page: Page): Promise<void> {
  const open = () => page.locator('media-captions-menu-button').click()
  await open()
  await page.locator('media-captions-menu').getByText('English').click()
  await page.locator('media-captions-menu').waitFor({ state: 'hidden' })
  await open()
}
const openFirst = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Look at / }).first().click()
  await page.getByRole('dialog').getByText('Id', { exact: true }).waitFor()
}
async function schedule(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /Scheduled/ }).check()
  await page.getByRole('heading', { name: 'File' }).scrollIntoViewIfNeeded()
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function shoot(context: BrowserContext, { path, before, doing }: Screen, file: string): Promise<void> {
  const page = await context.newPage()
  await before?.(page)
  await page.goto(base + path)
  await page.locator('main').first().waitFor()
  // A page that streams never rests; it is shown as it is then.
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined)
  await doing?.(page)
  await page.screenshot({ path: join(out, file) })
  await page.close({ runBeforeUnload: false })
}

await mkdir(out, { recursive: true })
const all = (await screens()).filter(({ name }) => name.includes(only))
const browser = await aBrowser()
try {
  for (const scheme of schemes) {
    for (const { name: size, width, height } of sizes) {
      for (const as of personas) {
        if (!all.some(screen => screen.as === as)) continue
        const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', locale: 'en-GB' })
        await context.addInitScript(chosen => localStorage.setItem('mantine-color-scheme-value', chosen), scheme)
        if (as !== 'stranger') {
          const door = await context.newPage()
          await door.goto(`${base}/sign-in`)
          await signIn(door, people.find(({ role }) => role === as)!.email)
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
