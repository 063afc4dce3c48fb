import table from '../../components/data-table.module.css'
import { fullNumber } from '../../format.ts'
import { words } from '../../words.ts'

/** In a column a figure, whose head says what is counted; on a card with its word. */
export const ViewsCell = ({ views }: { views: number }) => (
  <>
    <span className={table.column}>{fullNumber(views)}</span>
    <span className={table.inline}>{words.videos.views(views)}</span>
  </>
)
