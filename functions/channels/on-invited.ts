/** Somebody is invited into a team: the mail. */
import { readEnv } from '../platform/env.ts'
import { sendMail } from '../platform/mail.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { channelsContract } from './contract.ts'
import { invitedEnv } from './env.ts'
import { mailInvitation } from './mail-invitation.ts'
import { wire } from './wiring.ts'

const { MAIL_FROM: from, INVITATION_TEMPLATE: template } = readEnv(invitedEnv)
const effects = { ...wire(), sendMail, from, template }

export const handler = queueConsumer(channelsContract.events['channel.invited'].detail, ({ detail }, { now }) => mailInvitation(effects, detail, now))
