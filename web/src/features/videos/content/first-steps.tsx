import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { studioWords } from '../../../words/studio.ts'
import classes from './content-table.module.css'

const say = studioWords.firstSteps

/** From an empty studio to the first film that somebody can watch. Gone as soon as there is one. */
export function FirstSteps({ films }: { films: readonly Pick<Video, 'id' | 'access' | 'publication'>[] }) {
  const isShown = films.some(({ access, publication }) => access !== 'private' && publication?.state !== 'draft')
  if (isShown) return null
  const [newest] = films
  return (
    <ol className={classes.steps} aria-label={say.label}>
      <li className={classes.step} data-done><span className={classes.mark}><IconCheck size={14} aria-hidden /></span><div><b>{say.channel}</b><span>{say.channelText}</span></div></li>
      <li className={classes.step} data-done={newest ? true : undefined} data-now={newest ? undefined : true} aria-current={newest ? undefined : 'step'}>
        <span className={classes.mark}>{newest ? <IconCheck size={14} aria-hidden /> : 2}</span><div><b>{say.upload}</b><span>{say.uploadText}</span></div>
      </li>
      <li className={classes.step} data-now={newest ? true : undefined} aria-current={newest ? 'step' : undefined}>
        <span className={classes.mark}>3</span>
        <div><b>{newest ? <Link to="/studio/films/$videoId" params={{ videoId: newest.id }}>{say.publish}</Link> : say.publish}</b><span>{say.publishText}</span></div>
      </li>
    </ol>
  )
}
