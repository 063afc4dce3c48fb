/**
 * Where the house stands, as its pages say. They are kept for everybody under whatever name asked first, and CloudFront's
 * own name stays open beside a stage's domain: where there is a domain, that is the name, whoever asks.
 */
import { siteOf } from '../platform/http/site-of.ts'

export const originOf = (site: string) => (request: { readonly host: string }): string => site || siteOf(request)
