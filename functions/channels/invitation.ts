/**
 * An invitation into a channel's team. It is open while its item is there and its time has not come; accepted, declined
 * or withdrawn, the item is gone. The link's secret is made when the mail is written and kept as its hash alone.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { ChannelRole } from '../platform/who-may-manage-a-channel.ts'

export interface OpenInvitation {
  /** The same for the same address and channel, so that nobody is invited twice at a time. */
  readonly id: string
  readonly channelId: string
  readonly email: string
  readonly role: ChannelRole
  /** A person's id. */
  readonly invitedBy: string
  /** Where the link leads: the origin of the site that was used to invite. */
  readonly site: string
  readonly invitedAt: string
  readonly expiresAt: string
  readonly version: number
  /** Of the secrets that were mailed for this `invitedAt`: usually one; more when a mail was sent twice. */
  readonly tokenHashes: readonly string[]
  /** The `invitedAt` whose mail has been handed to SES. */
  readonly mailedAt?: string
}

export const openForSeconds = 7 * 24 * 3600
export const mostPeople = 50
export const mostTeams = 40

export const isOpen = ({ expiresAt }: Pick<OpenInvitation, 'expiresAt'>, now: Date): boolean => Date.parse(expiresAt) > now.getTime()

export const invitationIdFor = (channelId: string, email: string): string => `inv_${createHash('sha256').update(`invitation ${channelId} ${email}`).digest('hex').slice(0, 32)}`

/** 256 random bits. */
export const newSecret = (random: (bytes: number) => Buffer = randomBytes): string => random(32).toString('base64url')
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const channelPart = 26
const idPart = 32

/** What the link carries: which invitation it is, and the secret. 26 + 32 + 43 characters. */
export const tokenOf = ({ channelId, id }: Pick<OpenInvitation, 'channelId' | 'id'>, secret: string): string => channelId.slice('chn_'.length) + id.slice('inv_'.length) + secret

export function readToken(token: string): { channelId: string; id: string; hash: string } {
  return { channelId: `chn_${token.slice(0, channelPart)}`, id: `inv_${token.slice(channelPart, channelPart + idPart)}`, hash: hashOf(token.slice(channelPart + idPart)) }
}
