import { Link } from '@tanstack/react-router'
import { ChipRow } from '../../components/chip-row.tsx'
import chips from '../../components/chips.module.css'
import { usePerson } from '../../features/auth/use-session.ts'
import type { Area } from './areas.ts'
import classes from './shell.module.css'

/** The rooms of an area on a phone, where there is no rail. */
export function AreaTabs({ area: { label, places } }: { area: Area }) {
  const person = usePerson()
  const open = places.filter(place => place.for(person))
  if (open.length < 2) return null
  return (
    <div className={classes.tabs}>
      <ChipRow label={label}>{open.map(({ to, label: name, exact = false }) => <Link key={to} to={to} className={chips.chip} activeOptions={{ exact, includeSearch: false }}>{name}</Link>)}</ChipRow>
    </div>
  )
}
