/** A page of a person of one's own, and what a film on it does. */
import type { Browser, FileChooser, Locator, Page } from 'playwright-core'
import { frontDoor } from '../support/actors.ts'

/** `complaints` collects what a page or the browser finds wrong: what the CSP or CORS forbids shows there. */
export async function aPage(browser: Browser, width = 1440): Promise<{ page: Page; complaints: string[] }> {
  const phone = width < 600
  const context = await browser.newContext({ baseURL: frontDoor(), viewport: { width, height: phone ? 844 : 900 }, hasTouch: phone, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    // A stranger's first refresh finds no cookie, and a browser tells of every 4xx: that is how it should be.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
  })
  return { page, complaints }
}

export const film = (page: Page) => page.locator('video').first()

/**
 * Resolves with the picture's height in pixels once frames have really been shown for a third of a second of film. Better
 * qualities may take over meanwhile, in a video element of their own: whichever is there is looked at.
 */
export async function plays(page: Page): Promise<number> {
  await film(page).waitFor({ state: 'attached' })
  return page.evaluate(() => new Promise<number>((shown, failed) => {
    const known = new Map<HTMLVideoElement, number>()
    const states = () => [...known.keys()].map(({ currentTime, readyState, paused, isConnected }) => `${currentTime} s (ready ${readyState}${paused ? ', paused' : ''}${isConnected ? '' : ', gone'})`).join('; ')
    const watch = (video: HTMLVideoElement) => {
      known.set(video, video.currentTime)
      // Apart, not later: a film that is looped begins again.
      const look = (frames: number) => video.requestVideoFrameCallback((_, { mediaTime }) => (frames > 3 && Math.abs(mediaTime - known.get(video)!) > 0.3 ? end(() => shown(video.videoHeight)) : look(frames + 1)))
      look(0)
    }
    const round = setInterval(() => {
      for (const video of document.querySelectorAll('video')) {
        if (!known.has(video)) watch(video)
        video.muted = true
        if (video.paused && !video.ended) void video.play().catch(() => undefined)
      }
    }, 100)
    const givingUp = setTimeout(() => end(() => failed(new Error(`Nothing plays: ${states()}.`))), 40_000)
    const end = (how: () => void) => {
      clearInterval(round)
      clearTimeout(givingUp)
      how()
    }
  }))
}

/** Presses one line after another, each of which brings the next to sight; from the start again if a menu has closed meanwhile. */
export async function press(...way: readonly Locator[]): Promise<void> {
  for (let tries = 5; ; tries--) {
    const seen = await Promise.all(way.map(line => line.isVisible()))
    try {
      for (const line of way.slice(Math.max(0, seen.lastIndexOf(true)))) await line.click({ timeout: 5000 })
      return
    } catch (problem) {
      if (tries <= 1) throw problem
    }
  }
}

/** By the menu, as a person would, on a phone that of the settings. Then from the beginning, so that the choice is seen. */
export async function choose(page: Page, quality: string): Promise<void> {
  const button = page.locator('media-rendition-menu-button')
  const way = await button.isVisible() ? [button] : [page.locator('media-settings-menu-button'), page.locator('media-settings-menu').getByRole('menuitem', { name: 'Quality' })]
  await press(...way, page.locator('media-rendition-menu').getByText(quality).first())
  await film(page).evaluate((video: HTMLVideoElement) => {
    video.loop = true
    video.currentTime = 0
  })
}

/** Signs in by the form, as a person of the tests, and goes on to `next`. */
export async function enter(page: Page, { email, password }: { email: string; password: string }, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(address => address.pathname + address.search === next || address.pathname === next)
}

/** Presses Tab until what is called `name` has the focus, as somebody without a mouse would. */
export async function tabTo(page: Page, name: string | RegExp, most = 90): Promise<void> {
  const seen: string[] = []
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const called = await page.evaluate(() => {
      let at = document.activeElement as HTMLElement | null
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement as HTMLElement
      const labels = at && 'labels' in at ? [...(at.labels as NodeListOf<HTMLLabelElement> | null) ?? []].map(label => label.textContent) : []
      return (at?.getAttribute('aria-label') || labels.join(' ') || at?.textContent || '').trim()
    })
    if (typeof name === 'string' ? called === name : name.test(called)) return
    seen.push(called.slice(0, 40))
  }
  throw new Error(`The keyboard never came to ${String(name)}. It came to: ${seen.join(' | ')}`)
}

/** What a press opens to choose files by; pressed again where a busy machine let the first one go by. */
export async function chooserBy(page: Page, press: () => Promise<void>): Promise<FileChooser> {
  for (let tries = 3; ; tries--) {
    const opened = await Promise.all([page.waitForEvent('filechooser', { timeout: 25_000 }), press()]).catch(problem => { if (tries <= 1) throw problem; return null })
    if (opened) return opened[0]
  }
}
