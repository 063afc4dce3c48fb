/** Lifecycle rules: which uploads were abandoned and which objects have expired. Pure; plugin.ts sweeps. */
import { AwsError } from '../plugin.ts'
import type { StoredObject, Upload } from './model.ts'

export interface LifecycleRule {
  readonly prefix: string
  readonly expirationDays?: number
  readonly abortUploadsAfterDays?: number
}

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The enabled rules of a bucket's LifecycleConfiguration, as far as they mean something here. Rules about
 * storage classes and old versions change nothing that can be seen; rules by tag or by size match nothing,
 * since no object here has tags, and are refused, lest something expires on AWS only.
 */
export const lifecycleRules = (configuration: { Rules?: readonly Record<string, any>[] } | undefined): LifecycleRule[] =>
  (configuration?.Rules ?? []).filter(rule => rule.Status === 'Enabled').flatMap(rule => {
    if (rule.TagFilters || rule.ObjectSizeGreaterThan || rule.ObjectSizeLessThan || rule.ExpirationDate) {
      throw new AwsError('InvalidRequest', `The local S3 knows lifecycle rules by prefix and days only; "${rule.Id ?? 'a rule'}" filters otherwise.`)
    }
    const abortUploadsAfterDays: number | undefined = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation
    if (rule.ExpirationInDays === undefined && abortUploadsAfterDays === undefined) return []
    return [{
      prefix: rule.Prefix ?? '',
      ...(rule.ExpirationInDays === undefined ? {} : { expirationDays: Number(rule.ExpirationInDays) }),
      ...(abortUploadsAfterDays === undefined ? {} : { abortUploadsAfterDays: Number(abortUploadsAfterDays) }),
    }]
  })

/** S3 counts days and then rounds up to the next midnight UTC. */
const dueAt = (from: string, days: number): number => Math.ceil((Date.parse(from) + days * DAY_MS) / DAY_MS) * DAY_MS

export const hasExpired = (rules: readonly LifecycleRule[], object: StoredObject, now: Date): boolean =>
  rules.some(rule => rule.expirationDays !== undefined && object.key.startsWith(rule.prefix) && dueAt(object.modified, rule.expirationDays) <= now.getTime())

export const isAbandoned = (rules: readonly LifecycleRule[], upload: Upload, now: Date): boolean =>
  rules.some(rule => rule.abortUploadsAfterDays !== undefined && upload.key.startsWith(rule.prefix) && dueAt(upload.initiated, rule.abortUploadsAfterDays) <= now.getTime())
