/** A person's face: a picture that was made before (functions/pictures), taken or given back. */
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { $add } from 'dynamodb-toolbox/entity/actions/update'
import { platformErrors } from '../platform/errors.ts'
import { swapPicture } from '../platform/pictures.ts'
import { errors } from './errors.ts'
import type { Account } from './user.ts'
import { UserEntity, type UserStore } from './user-store.ts'

/** `face` null for none. The picture is used, the one before it dropped and the account changed in one write. */
export async function changeFace(users: Pick<UserStore, 'find'>, account: Account, face: string | null, now: Date, tries = 4): Promise<Account> {
  const before = account.face ?? null
  if (before === face) return account
  const outcome = await swapPicture(
    // Whatever else of the account changes meanwhile, only the face must be the one that is given back.
    UserEntity.build(UpdateTransaction).item({ id: account.id, face, version: $add(1), updatedAt: now.toISOString() })
      .options({ condition: { and: [{ attr: 'id', exists: true }, before === null ? { or: [{ attr: 'face', exists: false }, { attr: 'face', type: 'NULL' }] } : { attr: 'face', eq: before }] } }),
    { from: before, to: face, by: account.id, holder: `USER#${account.id}`, purpose: 'face' }, now,
  )
  if (outcome === 'no such picture') throw errors.picture_not_found()
  const latest = await users.find(account.id)
  if (!latest) throw platformErrors.token_invalid()
  if (outcome === 'swapped') return latest
  if (tries <= 1) throw platformErrors.try_again()
  return changeFace(users, latest, face, now, tries - 1)
}
