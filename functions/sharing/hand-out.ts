/** A page of the web app with what the table adds to it, as CloudFront keeps it for everybody. */
import { answer, type Answer } from '../platform/api.ts'
import { log } from '../platform/log.ts'

/** CloudFront keeps these for everybody; browsers ask each time. A film that is taken back is out of its previews as soon. */
export const forHalfAMinute = { 'cache-control': 'public, max-age=0, s-maxage=30, stale-if-error=86400' }

/** Without the table it is the plain web app, which says itself what does not work; that is kept by nobody. Without the web app there is no page. */
export async function handOut<Told>(shell: Promise<string>, told: Promise<Told>, pageWith: (shell: string, told: Told) => { readonly status: 200 | 404; readonly page: string }): Promise<Answer<string>> {
  const type = { 'content-type': 'text/html; charset=utf-8' }
  const [html, known] = await Promise.allSettled([shell, told])
  if (html.status === 'rejected') throw html.reason
  if (known.status === 'rejected') {
    log.error('A page goes out without what the table adds to it', { error: known.reason })
    return answer(200, html.value, { headers: type })
  }
  const { status, page } = pageWith(html.value, known.value)
  return answer(status, page, { headers: { ...forHalfAMinute, ...type } })
}
