import { ActionIcon, Collapse, Paper, Progress, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconChevronUp, IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { sentenceFor } from '../../../components/problem.ts'
import { bytes, percent, roughly } from '../../../format.ts'
import { words } from '../../../words.ts'
import { dropFinished, dropUpload, isMoving, secondsLeft, type Upload } from './uploads.ts'
import classes from './upload-drawer.module.css'
import { useUploads } from './use-uploads.ts'

const say = words.videos.upload
const engine = () => import('./engine.ts')
const share = ({ sent, size }: Upload) => (size === 0 ? 0 : (sent / size) * 100)

/** What is being sent, in a corner that stays while one moves about. */
export default function UploadDrawer() {
  const uploads = useUploads()
  const [open, { toggle }] = useDisclosure(true)
  const moving = uploads.filter(isMoving)
  const left = moving.map(secondsLeft)
  const most = left.length > 0 && left.every(seconds => seconds !== null) ? Math.max(...left) : null
  return (
    <Paper component="section" aria-label={say.drawer} className={classes.drawer} data-floating>
      <header className={classes.head}>
        <Text fw={600} size="sm">{moving.length > 0 ? say.uploading(moving.length) : say.finished}</Text>
        <Text size="xs" c="dimmed" ml="auto">{most !== null && say.left(roughly(most))}</Text>
        <ActionIcon variant="subtle" color="gray" onClick={toggle} aria-expanded={open} aria-label={open ? say.hide : say.show}>{open ? <IconChevronDown size={18} aria-hidden /> : <IconChevronUp size={18} aria-hidden />}</ActionIcon>
        {moving.length === 0 && <ActionIcon variant="subtle" color="gray" onClick={dropFinished} aria-label={say.dismiss}><IconX size={18} aria-hidden /></ActionIcon>}
      </header>
      <Collapse expanded={open}><ul className={classes.list}>{uploads.map(upload => <Line key={upload.key} upload={upload} />)}</ul></Collapse>
      <div className={classes.said} role="status">{uploads.filter(({ state }) => state === 'sent').map(({ name }) => say.announced(name, say.sent)).join(' ')}</div>
    </Paper>
  )
}

function Line({ upload }: { upload: Upload }) {
  const { name, videoId, state } = upload
  return (
    <li className={classes.line}>
      <div className={classes.top}>
        {videoId ? <Link to="/studio/films/$videoId" params={{ videoId }} className={classes.name} title={say.edit}>{name}</Link> : <span className={classes.name}>{name}</span>}
        <Controls upload={upload} />
      </div>
      <Text size="xs" c={state === 'failed' ? 'red' : 'dimmed'} role={state === 'failed' ? 'alert' : undefined}>{told(upload)}</Text>
      {state !== 'failed' && <Progress value={share(upload)} size={4} color={state === 'sent' ? 'var(--house-good)' : undefined} aria-label={name} transitionDuration={150} />}
    </li>
  )
}

function told(upload: Upload): string {
  switch (upload.state) {
    case 'opening': return say.opening
    case 'paused': return `${say.paused} · ${percent(share(upload))}`
    case 'finishing': return say.finishing
    case 'sent': return say.sent
    case 'failed': return sentenceFor(upload.problem)
    case 'sending': return [say.of(bytes(upload.sent), bytes(upload.size)), ...(upload.bytesPerSecond > 0 ? [say.speed(bytes(upload.bytesPerSecond))] : [])].join(' · ')
  }
}

function Controls({ upload: { key, name, state, videoId } }: { upload: Upload }) {
  const act = (what: 'pauseOrResume' | 'retry' | 'giveUp') => async () => void (await engine())[what](key)
  return (
    <div className={classes.controls}>
      {(state === 'sending' || state === 'paused') && (
        <ActionIcon variant="subtle" color="gray" size="sm" onClick={act('pauseOrResume')} aria-label={state === 'paused' ? say.resume(name) : say.pause(name)}>
          {state === 'paused' ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
        </ActionIcon>
      )}
      {state === 'failed' && videoId && <ActionIcon variant="subtle" color="gray" size="sm" onClick={act('retry')} aria-label={say.retry(name)}><IconRefresh size={16} aria-hidden /></ActionIcon>}
      {state === 'sent' ? <IconCheck size={18} color="var(--house-good)" aria-hidden />
        : <ActionIcon variant="subtle" color="gray" size="sm" onClick={state === 'failed' && !videoId ? () => dropUpload(key) : act('giveUp')} aria-label={say.cancel(name)}><IconX size={16} aria-hidden /></ActionIcon>}
    </div>
  )
}
