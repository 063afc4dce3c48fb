/**
 * Writes the mail of an invitation. Its link is made here and nowhere else: no item, event or log ever holds it. Repeated
 * after a crash it sends another mail, whose link opens the same invitation; the former link stays good.
 */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import type { SendMail } from '../platform/mail.ts'
import { PrincipalEntity } from '../platform/principal.ts'
import { readTogether } from '../platform/read-together.ts'
import { hashOf, isOpen, newSecret, tokenOf } from './invitation.ts'
import type { Channels } from './wiring.ts'

export interface MailEffects extends Pick<Channels, 'channels' | 'invitations'> { readonly sendMail: SendMail; readonly from: string; readonly template: string }

const means = {
  editor: 'Editors upload, change, publish and delete its films.',
  owner: 'Owners upload, change, publish and delete its films, and decide who belongs to the team.',
} as const

/** News of an invitation that has ended, was sent anew since, or has had its mail, is no news. */
export async function mailInvitation({ channels, invitations, sendMail, from, template }: MailEffects, { channelId, id, invitedAt }: { channelId: string; id: string; invitedAt: string }, now: Date): Promise<void> {
  const invitation = await invitations.find(channelId, id)
  if (!invitation || invitation.invitedAt !== invitedAt || invitation.mailedAt === invitedAt || !isOpen(invitation, now)) return
  const [house, inviter] = await readTogether([channels.request(channelId), PrincipalEntity.build(BatchGetRequest).key({ id: invitation.invitedBy })])
  if (!house || !inviter) return
  const secret = newSecret()
  if (!(await invitations.addToken(invitation, hashOf(secret)))) return
  const { email, role, expiresAt, site } = invitation
  await sendMail({
    from, to: email, template,
    data: {
      inviter: inviter.displayName, channel: house.name, role, means: means[role], link: `${site}/invitations/${tokenOf(invitation, secret)}`,
      until: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(expiresAt)),
    },
  })
  await invitations.mailed(invitation)
}
