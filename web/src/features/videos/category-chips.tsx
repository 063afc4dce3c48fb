import { Link } from '@tanstack/react-router'
import type { Video } from '../../../../functions/videos/contract.ts'
import { ChipRow } from '../../components/chip-row.tsx'
import { words } from '../../words.ts'
import classes from './category-chips.module.css'

/** A link says by itself that it is the current page, once it looks at the whole address. */
const exactly = { exact: true, includeSearch: true }
const categories = Object.entries(words.videos.categories) as [Video['category'], string][]

/** Categories as links: the choice stands in the address. */
export function CategoryChips({ sort }: { sort: 'newest' | 'popular' | undefined }) {
  return (
    <ChipRow label={words.home.categories} className={classes.chips}>
      <Link to="/" search={{ category: undefined, sort: undefined }} activeOptions={exactly} className={classes.chip}>{words.home.all}</Link>
      {categories.map(([key, name]) => (
        <Link key={key} to="/" search={{ category: key, sort }} activeOptions={exactly} className={classes.chip}>{name}</Link>
      ))}
    </ChipRow>
  )
}
