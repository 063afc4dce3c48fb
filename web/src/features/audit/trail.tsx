import { Skeleton, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AuditEntry } from '../../../../functions/audit/contract.ts'
import { When } from '../../components/when.tsx'
import { adminWords } from '../../words/admin.ts'
import { changesBetween } from './changes-between.ts'
import classes from './trail.module.css'

const say = adminWords.audit

/** Entries of the audit trail: who did what to whom, why, and what it changed. */
export function Trail({ entries }: { entries: readonly AuditEntry[] | undefined }) {
  if (!entries) return <Skeleton h={160} />
  if (entries.length === 0) return <Text size="sm" c="dimmed">{say.none}</Text>
  return <ol className={classes.list}>{entries.map(entry => <Entry key={entry.id} entry={entry} />)}</ol>
}

function Entry({ entry: { action, actor, subject, at, reason, before, after, requestId } }: { entry: AuditEntry }) {
  const changes = changesBetween(before, after)
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <b>{say.actions[action] ?? action}</b>
        <When at={at} />
      </div>
      {reason && <p className={classes.reason}>{reason}</p>}
      {changes.map(({ name, before: was, after: is }) => <p key={name} className={classes.change}>{name}: {was} → {is}</p>)}
      <p className={classes.who}>{say.by} <Who id={actor} as="actor" /> · {say.about} <Who id={subject} as="subject" />{requestId && <span title={requestId}> · {say.request(shortId(requestId))}</span>}</p>
    </li>
  )
}

/** Whoever or whatever an entry names, as the way to everything else about it. */
function Who({ id, as }: { id: string; as: 'actor' | 'subject' }) {
  if (id === 'house' || id === 'pool') return <>{say[id]}</>
  return <Link to="/admin/audit" search={as === 'actor' ? { actor: id } : { subject: id }} title={id} className={classes.link}>{shortId(id)}</Link>
}

/** `usr_01k3v9…p3r2` */
const shortId = (id: string): string => (id.length > 18 ? `${id.slice(0, 10)}…${id.slice(-4)}` : id)
