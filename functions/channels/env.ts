import * as z from 'zod'
import { commonEnv, platformTableEnv } from '../platform/common-env.ts'

/** `MAIL`: whether this stage can send mail, so whether anybody can be invited. */
export const env = commonEnv.extend({ MAIL: z.enum(['on', 'off']) })

/** on-erasure-channels.ts */
export const erasureEnv = platformTableEnv.extend({ FILMS_BUCKET: z.string().min(3) })

/** on-invited.ts */
export const invitedEnv = platformTableEnv.extend({
  /** With its name, as it stands in the mail: `Playhouse <house@example.org>`. */
  MAIL_FROM: z.string().min(3),
  INVITATION_TEMPLATE: z.string().min(1),
})
