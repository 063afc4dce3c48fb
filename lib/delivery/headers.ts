/** What browsers are told with each kind of answer. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Duration } from 'aws-cdk-lib'
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy, type ResponseSecurityHeadersBehavior } from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'
import { stageAt } from '../constructs/house-stack.ts'

/** Addresses hold tokens, and tokens are credentials: no page ever tells another site where it was. */
const everywhere: ResponseSecurityHeadersBehavior = {
  strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
  contentTypeOptions: { override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
}

const permissions = { header: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()', override: true }

/** The few lines that run before a page is painted; bin/first-script.ts puts them into it. */
const firstScript = readFileSync(new URL('../../web/public/color-scheme.js', import.meta.url), 'utf8')
const firstScriptHash = `'sha256-${createHash('sha256').update(firstScript).digest('base64')}'`

/** Who may show a page in a frame. */
type Ancestors = "'none'" | '*'

const pagesMay = (uploadsOrigin: string, ancestors: Ancestors) => [
  "default-src 'self'",
  // Parts of an upload go straight to S3.
  `connect-src 'self' ${uploadsOrigin} blob:`,
  // hls.js feeds the player by object URLs, from a worker.
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Mantine writes its variables into style attributes.
  "style-src 'self' 'unsafe-inline'",
  `script-src 'self' ${firstScriptHash}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  `frame-ancestors ${ancestors}`,
].join('; ')

export function headersPolicies(scope: Construct, { uploadsOrigin }: { uploadsOrigin: string }) {
  const prefix = `playhouse-${stageAt(scope).name}`
  const pages = (id: string, name: string, mayBeFramedBy: Ancestors) => new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: `${prefix}-${name}`,
    securityHeadersBehavior: {
      ...everywhere,
      contentSecurityPolicy: { contentSecurityPolicy: pagesMay(uploadsOrigin, mayBeFramedBy), override: true },
      ...(mayBeFramedBy === '*' ? {} : { frameOptions: { frameOption: HeadersFrameOption.DENY, override: true } }),
    },
    customHeadersBehavior: { customHeaders: [
      permissions,
      { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
    ] },
  })
  return {
    pages: pages('PageHeaders', 'pages', "'none'"),
    /** A film alone, which other sites may frame. */
    embeds: pages('EmbedHeaders', 'embeds', '*'),
    api: new ResponseHeadersPolicy(scope, 'ApiHeaders', {
      responseHeadersPolicyName: `${prefix}-api`,
      securityHeadersBehavior: {
        ...everywhere,
        // The API reference is the one page here, and brings a policy of its own.
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
      },
      customHeadersBehavior: { customHeaders: [permissions] },
    }),
    films: new ResponseHeadersPolicy(scope, 'FilmHeaders', {
      responseHeadersPolicyName: `${prefix}-films`,
      securityHeadersBehavior: everywhere,
      // Whoever holds the address may play it, on whatever page: the token in it is the permission.
      corsBehavior: {
        accessControlAllowOrigins: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD', 'OPTIONS'],
        accessControlAllowHeaders: ['range'],
        accessControlExposeHeaders: ['content-length', 'content-range'],
        accessControlAllowCredentials: false,
        accessControlMaxAge: Duration.days(1),
        originOverride: true,
      },
      customHeadersBehavior: { customHeaders: [permissions] },
    }),
  }
}
