import type { ExportOut } from './contract.ts'
import type { PersonalDataReader } from './personal-data.ts'
import { profileSeen, userSeen, type Account } from './user.ts'

/** Everything the house keeps about a person, as they may take it with them; the contract says which fields leave. */
export async function exportAccount(account: Account, data: PersonalDataReader, now: Date): Promise<ExportOut> {
  const { channels, teams, films, follows, history } = await data.read(account.id)
  return { exportedAt: now.toISOString(), user: userSeen(account), profile: profileSeen(account), channels, teams, films, follows, history } as ExportOut
}
