/** The page at /_local: what the local cloud has been doing, for the person in front of it. */
import type { CreatePlugin } from '../plugin.ts'
import { handleConsole } from './handle-console.ts'

export const createPlugin: CreatePlugin = cloud => {
  cloud.offer('console', { handle: handleConsole(cloud) })
  return { name: 'console', resources: {} }
}
