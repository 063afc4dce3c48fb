import { Button, Group, Text } from '@mantine/core'
import { IconPlayerPlayFilled, IconReload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { VideoCard } from '../../../../../functions/videos/contract.ts'
import { LinkButton } from '../../../components/link-button.tsx'
import { Poster } from '../../../components/poster.tsx'
import { words } from '../../../words.ts'
import classes from './end-screen.module.css'

/** Seconds between the end of a film and the next one. */
const patience = 8
const say = words.playback.end

interface EndScreenProps { readonly next: VideoCard | undefined; readonly goesOn: boolean; readonly onAgain: () => void }

/** The film is over: again, or the next one, which begins by itself unless somebody wants otherwise. */
export function EndScreen({ next, goesOn, onAgain }: EndScreenProps) {
  const again = <Button variant="default" leftSection={<IconReload size={18} aria-hidden />} onClick={onAgain}>{say.again}</Button>
  if (!next) return again
  return (
    <section className={classes.end} aria-label={say.title}>
      <div className={classes.poster}><Poster id={next.id} url={next.posterUrl} durationSeconds={next.durationSeconds} eager /></div>
      <div className={classes.words}>
        <Text size="sm" c="var(--house-stage-dim)">{say.next}</Text>
        <Text fw={600} lineClamp={2}>{next.title}</Text>
        <Text size="sm" c="var(--house-stage-dim)" truncate>{next.channel.name}</Text>
        <Onward key={next.id} next={next} goesOn={goesOn}>{again}</Onward>
      </div>
    </section>
  )
}

function Onward({ next, goesOn, children }: { next: VideoCard; goesOn: boolean; children: React.ReactNode }) {
  const navigate = useNavigate()
  const [left, setLeft] = useState(goesOn ? patience : null)
  useEffect(() => {
    if (left === null) return
    const tick = setTimeout(() => (left > 1 ? setLeft(left - 1) : void navigate({ to: '/watch/$videoId', params: { videoId: next.id } })), 1000)
    return () => clearTimeout(tick)
  }, [left, navigate, next.id])
  return (
    <>
      {/* The seconds change for the eye; a screen reader hears once that there is a countdown. */}
      <Text size="sm" mt={8} role="status">{left !== null && <><span className={classes.said}>{say.goesOn(patience)}</span><span aria-hidden>{say.goesOn(left)}</span></>}</Text>
      <Group gap="xs" mt={8}>
        <LinkButton to="/watch/$videoId" params={{ videoId: next.id }} leftSection={<IconPlayerPlayFilled size={16} aria-hidden />}>{say.play}</LinkButton>
        {left === null ? children : <Button variant="default" onClick={() => setLeft(null)}>{words.actions.cancel}</Button>}
      </Group>
    </>
  )
}
