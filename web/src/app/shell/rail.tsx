import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { Face } from '../../components/face.tsx'
import { usePerson, useSession } from '../../features/auth/use-session.ts'
import { followsQuery, myChannelsQuery } from '../../features/channels/queries.ts'
import { words } from '../../words.ts'
import { areaAt, areasFor, house, type Area, type Place } from './areas.ts'
import classes from './rail.module.css'

/** The left rail: the house's places, or those of the area one is in. */
export function Rail() {
  const area = useLocation({ select: ({ pathname }) => areaAt(pathname) })
  return <div className={classes.rail}>{area ? <AreaRail area={area} /> : <HouseRail />}</div>
}

function HouseRail() {
  const { status } = useSession()
  const person = usePerson()
  const { data: follows, isPending } = useQuery({ ...followsQuery(8), enabled: person !== null })
  return (
    <nav aria-label={words.areas.main}>
      <Places of={house} />
      {follows && follows.items.length > 0 && (
        <section className={classes.section}>
          <h2 className={classes.heading}>{words.areas.followed}</h2>
          <ul className={classes.list}>
            {follows.items.map(channel => (
              <li key={channel.id}>
                <Link to="/@{$handle}" params={{ handle: channel.handle }} className={classes.place} activeProps={{ className: classes.here }}>
                  <Face of={channel.handle} picture={channel.face} size={24} />
                  <span>{channel.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {/* Below the others: shown before them, it would move down. */}
      {person && !isPending && <section className={classes.section}><Places of={areasFor(person)} /></section>}
      {status === 'out' && <Welcome />}
    </nav>
  )
}

/** What an account is good for, to whoever has none. */
const Welcome = () => (
  <section className={classes.welcome}>
    <p>{words.auth.why}</p>
    <Link to="/sign-up" className={classes.join}>{words.auth.signUp.submit}</Link>
  </section>
)

function AreaRail({ area: { prefix, label, places } }: { area: Area }) {
  return (
    <nav aria-label={label}>
      <Places of={places} />
      <section className={classes.section}>
        <ul className={classes.list}>
          {prefix === '/studio' && <OwnChannels />}
          <li>
            <Link to="/" className={classes.place}><IconArrowLeft size={20} aria-hidden /><span>{words.areas.backToHouse}</span></Link>
          </li>
        </ul>
      </section>
    </nav>
  )
}

/** As viewers see them. */
function OwnChannels() {
  const { data: mine } = useQuery(myChannelsQuery())
  return mine?.items.map(channel => (
    <li key={channel.id}>
      <Link to="/@{$handle}" params={{ handle: channel.handle }} className={classes.place}>
        <Face of={channel.handle} picture={channel.face} size={24} />
        <span>{channel.name}</span>
      </Link>
    </li>
  ))
}

function Places({ of }: { of: readonly Place[] }) {
  const person = usePerson()
  return (
    <ul className={classes.list}>
      {of.filter(place => place.for(person)).map(({ to, label, icon: Icon, exact = false }) => (
        <li key={to}>
          <Link to={to} className={classes.place} activeProps={{ className: classes.here }} activeOptions={{ exact, includeSearch: false }}>
            <Icon size={20} stroke={1.75} aria-hidden />
            <span>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
