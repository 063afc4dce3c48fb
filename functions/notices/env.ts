import * as z from 'zod'
import { platformTableEnv } from '../platform/common-env.ts'

/** every-minute-mail.ts */
export const env = platformTableEnv.extend({
  /** With its name, as it stands in the mail: `Playhouse <house@example.org>`. Empty on a stage that has no sender. */
  MAIL_FROM: z.string(),
  /** What comes before a notice's kind in the name of its template. */
  NOTICE_TEMPLATES: z.string(),
})
