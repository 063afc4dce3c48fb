/** A real Chromium from npm, with H.264. Nothing is weakened: no flag that would hide what CORS or the CSP forbid. */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const systemLibraries = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']

/** Unpacks the browser on first use; call it once before tests that run side by side. */
export async function chromiumPath(): Promise<string> {
  // The package brings the libraries of Amazon Linux along, but unpacks them only where it believes itself on Lambda.
  if (!systemLibraries.some(folder => existsSync(`${folder}/libnss3.so`))) process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** `wantsGesture`: plays nothing aloud before somebody has touched the page, as browsers of people do at a first visit. */
export async function aBrowser({ wantsGesture = false } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--autoplay-policy=${wantsGesture ? 'document-user-activation-required' : 'no-user-gesture-required'}`, '--font-render-hinting=none'],
  })
}
