import { ActionIcon, Button, Collapse, Paper, Progress, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconChevronUp, IconPlayerPause, IconPlayerPlay, IconRefresh, IconX, type Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { sentenceFor } from '../../../components/problem.ts'
import { bytes, percent, roughly } from '../../../format.ts'
import { words } from '../../../words.ts'
import { leave, tryAgain } from './begin.ts'
import { dropFinished, isMoving, isOver, secondsLeft, type Upload } from './uploads.ts'
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
        <ActionIcon variant="subtle" color="gray" size={40} onClick={toggle} aria-expanded={open} aria-label={open ? say.hide : say.show}>{open ? <IconChevronDown size={18} aria-hidden /> : <IconChevronUp size={18} aria-hidden />}</ActionIcon>
        {uploads.every(isOver) && <Act label={say.dismiss} icon={IconX} onClick={dropFinished} />}
      </header>
      <Collapse expanded={open}><ul className={classes.list}>{uploads.map(upload => <Line key={upload.key} upload={upload} />)}</ul></Collapse>
      <div className={classes.said} role="status">{uploads.filter(({ state }) => state === 'sent').map(({ name }) => say.announced(name, say.sent)).join(' ')}</div>
    </Paper>
  )
}

function Line({ upload }: { upload: Upload }) {
  const { key, name, videoId, state } = upload
  return (
    <li className={classes.line}>
      <div className={classes.top}>
        {videoId && state !== 'leaving' ? <Link to="/studio/films/$videoId" params={{ videoId }} className={classes.name} title={say.edit}>{name}</Link> : <span className={classes.name}>{name}</span>}
        {/* Where the keyboard is: the button that was pressed is gone. */}
        {state === 'leaving' ? <Button variant="default" size="sm" h={40} mr={10} autoFocus aria-label={say.keep(name)} onClick={() => void engine().then(({ keep }) => keep(key))}>{words.actions.undo}</Button> : <Controls upload={upload} />}
      </div>
      <Text size="xs" c={state === 'failed' ? 'red' : 'dimmed'} role={state === 'failed' ? 'alert' : undefined}>{told(upload)}</Text>
      {state !== 'failed' && state !== 'leaving' && <Progress value={share(upload)} size={4} color={state === 'sent' ? 'var(--house-good)' : state === 'waiting' ? 'gray' : undefined} aria-label={name} transitionDuration={150} />}
    </li>
  )
}

function told(upload: Upload): string {
  switch (upload.state) {
    case 'opening': return say.opening
    case 'paused': return `${say.paused} · ${percent(share(upload))}`
    case 'waiting': return say.brokenOff
    case 'finishing': return say.finishing
    case 'sent': return say.sent
    case 'failed': return sentenceFor(upload.problem)
    case 'leaving': return say.leaving
    case 'sending': return [percent(share(upload)), say.of(bytes(upload.sent), bytes(upload.size)), ...(upload.bytesPerSecond > 0 ? [say.speed(bytes(upload.bytesPerSecond))] : [])].join(' · ')
  }
}

function Controls({ upload: { key, name, state } }: { upload: Upload }) {
  const pauseOrResume = () => void engine().then(one => one.pauseOrResume(key))
  return (
    <div className={classes.controls}>
      {state === 'sending' && <Act label={say.pause(name)} icon={IconPlayerPause} onClick={pauseOrResume} />}
      {state === 'paused' && <Act label={say.resume(name)} icon={IconPlayerPlay} onClick={pauseOrResume} />}
      {state === 'failed' && <Act label={say.retry(name)} icon={IconRefresh} onClick={() => void tryAgain(key)} />}
      {state === 'sent' && <IconCheck size={18} color="var(--house-good)" aria-hidden className={classes.done} />}
      {(state === 'sending' || state === 'paused' || state === 'waiting' || state === 'failed') && <Act label={say.cancel(name)} icon={IconX} onClick={() => void leave(key)} />}
    </div>
  )
}

/** As large as a thumb. */
const Act = ({ label, icon: Icon, onClick }: { label: string; icon: Icon; onClick: () => void }) => <ActionIcon variant="subtle" color="gray" size={40} onClick={onClick} aria-label={label}><Icon size={18} aria-hidden /></ActionIcon>
