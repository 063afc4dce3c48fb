/** Where the pages are that a request came from, for links that travel in mails. */
import type { RequestFacts } from './request-facts.ts'

const onThisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** The host is one that CloudFront answers for, since nobody else reaches the API; a laptop has no certificate. */
export const siteOf = ({ host }: Pick<RequestFacts, 'host'>): string => `${onThisMachine.test(host) ? 'http' : 'https'}://${host.toLowerCase()}`
