/** Reading the trail; entries are put by whoever makes the change (platform/audit.ts). */
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { AuditEntity, type AuditItem } from '../platform/audit.ts'
import { platformTable } from '../platform/tables.ts'

/** Which part of the trail; at most one of the two. */
export interface Trail { readonly subject?: string; readonly actor?: string }
export interface TrailPage { readonly items: readonly AuditItem[]; readonly next: Record<string, unknown> | null }

const indexFor = ({ subject, actor }: Trail) => {
  if (subject !== undefined) return { index: 'gsi1', partition: `AUDIT#OF#${subject}` } as const
  return actor === undefined ? { index: 'gsi3', partition: 'AUDIT' } as const : { index: 'gsi2', partition: `AUDIT#BY#${actor}` } as const
}

/** The latest first. */
export async function readTrail(trail: Trail, { limit, after }: { limit: number; after?: Record<string, unknown> }): Promise<TrailPage> {
  const { Items = [], LastEvaluatedKey } = await platformTable.build(QueryCommand)
    .query(indexFor(trail)).entities(AuditEntity).options({ limit, reverse: true, exclusiveStartKey: after }).send()
  return { items: Items, next: LastEvaluatedKey ?? null }
}
