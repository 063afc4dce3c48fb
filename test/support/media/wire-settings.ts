import type { JobSettings as SdkSettings } from '@aws-sdk/client-mediaconvert'
import type { JobSettings } from '../../../local/mediaconvert/wire.ts'

/** Their keys are names that somebody chose. */
const namedByUs = new Set(['AudioSelectors', 'AudioSelectorGroups', 'CaptionSelectors'])

/** Settings as the SDK takes them (`OutputGroups`) in the words of the wire (`outputGroups`), for running the engine bare on exactly what the pipeline asks for. */
export const wireSettings = (settings: SdkSettings): JobSettings => lower(settings) as JobSettings

function lower(value: unknown, keepKeys = false): unknown {
  if (Array.isArray(value)) return value.map(item => lower(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [keepKeys ? key : key.charAt(0).toLowerCase() + key.slice(1), lower(inner, namedByUs.has(key))]))
}
