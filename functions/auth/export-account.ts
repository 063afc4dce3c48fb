import type { Cursors } from '../platform/cursor.ts'
import type { ExportOut } from './contract.ts'
import type { Mark, PersonalDataReader } from './personal-data.ts'
import { profileSeen, userSeen, type Account } from './user.ts'

/** Everything the house keeps about a person, page by page, as they may take it with them; the contract says which fields leave. */
export async function exportAccount(account: Account, { cursor }: { cursor?: string | undefined }, { data, cursors }: { data: PersonalDataReader; cursors: Cursors }, now: Date): Promise<ExportOut> {
  const scope = `export ${account.id}`
  const mark = cursor === undefined ? null : await cursors.openCursor<Mark>(cursor, scope)
  const { data: kept, next } = await data.read(account, mark)
  return { exportedAt: now.toISOString(), user: { ...userSeen(account), status: account.status }, profile: profileSeen(account), ...kept, nextCursor: next && await cursors.signCursor(next, scope) } as unknown as ExportOut
}
