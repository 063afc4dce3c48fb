import { Text } from '@mantine/core'
import type { AlarmSeen } from '../../../../functions/system/contract.ts'
import { When } from '../../components/when.tsx'
import { adminWords } from '../../words/admin.ts'
import classes from './system-page.module.css'

const say = adminWords.system

/** What rings, in full; the quiet ones folded. */
export function Alarms({ alarms }: { alarms: readonly AlarmSeen[] }) {
  const ringing = alarms.filter(({ state }) => state === 'alarm')
  const others = alarms.filter(({ state }) => state !== 'alarm')
  return (
    <div className={classes.alarms} data-ringing={ringing.length > 0 || undefined}>
      <p className={classes.sum} role="status">{ringing.length > 0 ? say.ringing(ringing.length) : <>{say.quiet} <Text span size="sm" c="dimmed">{say.quietText(alarms.length)}</Text></>}</p>
      {ringing.length > 0 && <ul className={classes.list}>{ringing.map(alarm => <Alarm key={alarm.name} alarm={alarm} />)}</ul>}
      <details className={classes.others}>
        <summary>{say.others(ringing.length, others.length)}</summary>
        <ul className={classes.list}>{others.map(alarm => <Alarm key={alarm.name} alarm={alarm} />)}</ul>
      </details>
    </div>
  )
}

const Alarm = ({ alarm: { name, state, since, reason, whoIsHurt, article } }: { alarm: AlarmSeen }) => (
  <li className={classes.alarm}>
    <span className={classes.state} data-state={state}>{say.states[state]}</span>
    <div>
      <p>{whoIsHurt}</p>
      <Text size="xs" c="dimmed" title={reason}>{name} · <When at={since} say={say.since} />{article && <> · {say.article(article)}</>}</Text>
      {state === 'alarm' && <Text size="xs" c="dimmed">{reason}</Text>}
    </div>
  </li>
)
