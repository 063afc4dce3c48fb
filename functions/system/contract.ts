import * as z from 'zod'
import { contract, route } from '../platform/contract.ts'

export const systemContract = contract({
  domain: 'system',
  about: 'The platform about itself.',
  routes: {
    health: route({ method: 'GET', path: '/health', who: 'anyone', summary: 'Whether the platform answers and its table can be read.', replies: { 200: z.object({ status: z.literal('ok'), stage: z.string(), version: z.string() }) } }),
    openapi: route({ method: 'GET', path: '/openapi.json', who: 'anyone', summary: 'This API, as OpenAPI 3.1.', replies: { 200: z.record(z.string(), z.unknown()) } }),
    docs: route({ method: 'GET', path: '/docs', who: 'anyone', summary: 'The API reference as a page.', replies: { 200: z.string() } }),
  },
})
