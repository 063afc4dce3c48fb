/** The web app's page as it was deployed, kept for a moment. */
import { awsClient, endpointOf } from '../platform/aws-fetch.ts'
import { log } from '../platform/log.ts'

/** Milliseconds: how long after a deployment an old page may still be handed out. The assets it names stay. */
const keptFor = 30_000

/** Reads `index.html` of the bucket. While S3 does not answer, the page of before is as good. */
export function shellIn(bucket: string): (now: Date) => Promise<string> {
  // Path-style where an endpoint is configured, the bucket's own host on AWS.
  const custom = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL
  const address = custom ? `${custom}/${bucket}/index.html` : `${endpointOf('s3').replace('https://s3.', `https://${bucket}.s3.`)}/index.html`
  let kept: { readonly html: string; readonly until: number } | null = null
  return async now => {
    if (kept && now.getTime() < kept.until) return kept.html
    try {
      const response = await awsClient('s3').fetch(address, { signal: AbortSignal.timeout(3000) })
      if (!response.ok) throw new Error(`S3 answered ${response.status} for the web app's page.`)
      kept = { html: await response.text(), until: now.getTime() + keptFor }
    } catch (problem) {
      if (!kept) throw problem
      log.warn('The web app\'s page could not be read again', { error: problem })
    }
    return kept.html
  }
}
