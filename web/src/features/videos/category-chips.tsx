import { Link } from '@tanstack/react-router'
import type { Video } from '../../../../functions/videos/contract.ts'
import { words } from '../../words.ts'
import classes from './category-chips.module.css'

interface Chosen { category: Video['category'] | undefined; sort: 'newest' | 'popular' | undefined }
const categories = Object.entries(words.videos.categories) as [Video['category'], string][]

/** Categories as links: the choice stands in the address. */
export function CategoryChips({ category, sort }: Chosen) {
  return (
    <nav aria-label={words.home.categories} className={classes.chips}>
      <Link to="/" search={{}} className={classes.chip} aria-current={!category && !sort ? 'page' : undefined}>{words.home.all}</Link>
      {categories.map(([key, name]) => (
        <Link key={key} to="/" search={{ category: key, sort }} className={classes.chip} aria-current={category === key ? 'page' : undefined}>{name}</Link>
      ))}
    </nav>
  )
}
