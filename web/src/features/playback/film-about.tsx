import { Button, Skeleton, Spoiler, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconShare } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { Video } from '../../../../functions/videos/contract.ts'
import { Face } from '../../components/face.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { When } from '../../components/when.tsx'
import { words } from '../../words.ts'
import { FollowButton } from '../channels/follow-button.tsx'
import { channelQuery } from '../channels/queries.ts'
import classes from './watch-page.module.css'

const ShareSheet = lazy(() => import('./share-sheet.tsx'))

/** Under the film: what it is called, whose it is, what it is about. `positionNow` answers where the film is, in seconds. */
export function FilmAbout({ film, positionNow }: { film: Video; positionNow: () => number }) {
  const [sharing, { open, close }] = useDisclosure(false)
  const [position, setPosition] = useState<number | null>(null)
  const share = () => {
    setPosition(positionNow())
    open()
  }
  const { data: channel } = useQuery(channelQuery(film.channel.id))
  return (
    <>
      <h1 className={classes.title}>{film.title}</h1>
      <div className={classes.row}>
        <Link to="/@{$handle}" params={{ handle: film.channel.handle }} className={classes.channel}>
          <Face of={film.channel.handle} picture={film.channel.face} size={44} />
          <span>
            <Text fw={600} truncate>{film.channel.name}</Text>
            {channel ? <Text size="xs" c="dimmed">{words.channels.followers(channel.followers)}</Text> : <Skeleton h={12} w={72} my={3} />}
          </span>
        </Link>
        {channel && <FollowButton channel={channel} />}
        <div className={classes.actions}>
          {film.mine && <LinkButton to="/studio/films/$videoId" params={{ videoId: film.id }} variant="default" leftSection={<IconPencil size={18} aria-hidden />}>{words.actions.edit}</LinkButton>}
          <Button variant="default" leftSection={<IconShare size={18} aria-hidden />} onClick={share} classNames={{ label: classes.label, section: classes.section }}>{words.actions.share}</Button>
        </div>
      </div>
      {position !== null && <Suspense><ShareSheet film={film} opened={sharing} onClose={close} position={position} /></Suspense>}
      <section className={classes.about} aria-label={words.videos.description}>
        <p className={classes.facts}>
          <span title={words.videos.viewsExactly(film.views)}>{words.videos.views(film.views)}</span>
          {film.publishedAt && <> · <When at={film.publishedAt} /></>}
          {film.access !== 'public' && <> · {words.videos.access[film.access]}</>}
        </p>
        <Spoiler maxHeight={68} showLabel={words.actions.more} hideLabel={words.actions.less} className={classes.words} classNames={{ control: classes.more }}>{film.description || words.videos.noDescription}</Spoiler>
        {film.tags.length > 0 && <ul className={classes.tags} aria-label={words.videos.tags}>{film.tags.map(tag => <li key={tag}>#{tag}</li>)}</ul>}
      </section>
    </>
  )
}
