/** `node bin/icons.ts`: draws the icons of the installed app from the mark, into web/public. Run it when the mark changes; they are committed. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aBrowser } from '../test/support/chromium.ts'
import { root } from './hash-of.ts'

/** `share`: how much of the square the mark fills. What may be masked keeps to the circle of four fifths. */
const icons = [
  { file: 'icon-192.png', size: 192, share: 1, ground: 'transparent' },
  { file: 'icon-512.png', size: 512, share: 1, ground: 'transparent' },
  { file: 'icon-maskable-512.png', size: 512, share: 0.62, ground: '#0b0c10' },
  { file: 'apple-touch-icon.png', size: 180, share: 0.7, ground: '#0b0c10' },
] as const

const mark = await readFile(join(root, 'web/public/favicon.svg'), 'utf8')
const browser = await aBrowser()
try {
  for (const { file, size, share, ground } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>html,body{margin:0;background:${ground}}body{display:grid;place-items:center;height:100vh}svg{width:${share * 100}%;height:${share * 100}%}</style>${mark}`)
    await page.screenshot({ path: join(root, 'web/public', file), omitBackground: ground === 'transparent' })
    await page.close()
  }
} finally {
  await browser.close()
}
