/** Mails the notices that are waiting. */
import { readEnv } from '../platform/env.ts'
import { sendMail } from '../platform/mail.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { env } from './env.ts'
import { mailNotices } from './mail-notices.ts'
import { noticeStore } from './notice-store.ts'

const { MAIL_FROM: from, NOTICE_TEMPLATES: templates } = readEnv(env)
const effects = { notices: noticeStore, sendMail, sender: from === '' ? null : { from, templates } }

export const handler = scheduled(({ now }) => mailNotices(effects, now))
