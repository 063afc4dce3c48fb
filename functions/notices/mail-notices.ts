/**
 * Tells people by mail what has happened to their account: each notice at least once, wherever it is cut off, and twice
 * only if that was between SES's answer and the end of the notice.
 */
import { log } from '../platform/log.ts'
import type { SendMail } from '../platform/mail.ts'
import { measure } from '../platform/metrics.ts'
import { sideBySide } from '../platform/side-by-side.ts'
import type { NoticeStore, WaitingNotice } from './notice-store.ts'

/** `templates`: what comes before a notice's kind in the name of its template. */
interface Sender { readonly from: string; readonly templates: string }
export interface NoticeEffects {
  readonly notices: NoticeStore
  readonly sendMail: SendMail
  /** Null on a stage without one: people are told nothing, and nobody keeps their address for it. */
  readonly sender: Sender | null
}

/** A new account of SES takes one mail a second, others fourteen and more. */
const aMinutesWork = 200, atOnce = 4
const minute = 60_000
/** An outage that is mended within three days costs nobody their notice; then the address is forgotten all the same. */
export const patienceMs = 3 * 24 * 60 * minute
/** 5 minutes, 10, 20, … up to an hour. */
export const pauseMs = (tries: number): number => Math.min(60, 5 * 2 ** tries) * minute

export async function mailNotices(effects: NoticeEffects, now: Date): Promise<void> {
  const due = await effects.notices.due(now, aMinutesWork)
  const age = ({ at }: WaitingNotice) => now.getTime() - Date.parse(at)
  measure('OldestUnfinished', Math.max(0, ...due.map(age)) / 1000, 'notice')
  await sideBySide(due, atOnce, async notice => {
    const about = { notice: notice.id, kind: notice.kind, tries: notice.tries }
    try {
      if (effects.sender === null) await effects.notices.forget(notice)
      else if (age(notice) <= patienceMs) await mailNotice(effects, effects.sender, notice, now)
      else {
        log.error('A notice is given up: its mail was never taken', about)
        await effects.notices.forget(notice)
      }
    } catch (error) {
      // One person's trouble must not keep the others waiting.
      log.error('A notice could not be mailed yet', { ...about, error })
    }
  })
}

async function mailNotice({ notices, sendMail }: NoticeEffects, { from, templates }: Sender, notice: WaitingNotice, now: Date): Promise<void> {
  if (!(await notices.take(notice, new Date(now.getTime() + pauseMs(notice.tries))))) return
  await sendMail({ from, to: notice.to, template: `${templates}${notice.kind}`, data: { at: inWords(notice.at), ...(notice.reason !== undefined && { reason: notice.reason }) } })
  await notices.forget(notice)
}

/** Nobody's zone is known here: `26 November 2026 at 16:40 UTC`. */
const inWords = (at: string): string => `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(at))} UTC`
