import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** Names and values, one below the other. A value that is null is left out. */
export const Facts = ({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className={classes.facts}>{of.map(([name, value]) => value !== null && value !== undefined && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
)
