import { Button, FileButton, Group, Radio, Text } from '@mantine/core'
import { IconCamera, IconCheck, IconPhoto } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { BodyIn } from '../../../../functions/platform/contract.ts'
import type { Thumbnails, Video, videosContract } from '../../../../functions/videos/contract.ts'
import { api } from '../../api.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { clock } from '../../format.ts'
import { words } from '../../words.ts'
import { sendPicture } from '../pictures/send-picture.ts'
import { thumbnailsQuery, videoKeys } from './queries.ts'
import classes from './thumbnail-chooser.module.css'

type Wish = BodyIn<typeof videosContract.routes.chooseThumbnail>
type Item = Thumbnails['items'][number]
const say = words.pictures

/** Which picture stands for a film. `position` tells where the player beside it stands, in seconds; null when none plays. */
export function ThumbnailChooser({ film, position }: { film: Video; position: () => number | null }) {
  const client = useQueryClient()
  const { data, error } = useQuery(thumbnailsQuery(film.id, film.posterUrl))
  const choose = useMutation({
    // One after the other: what was chosen last stands.
    scope: { id: `thumbnail ${film.id}` },
    mutationFn: (wish: Wish) => api.videos.chooseThumbnail({ params: { id: film.id }, body: wish }),
    onSuccess: thumbnails => client.setQueryData(thumbnailsQuery(film.id, film.posterUrl).queryKey, thumbnails),
  })
  const own = useMutation({ mutationFn: async (file: File) => choose.mutateAsync({ from: 'own', pictureId: await sendPicture(file, 'thumbnail') }) })
  // What stands for the film has changed: wherever it is shown, it is asked for again.
  const standing = data?.items.find(({ chosen }) => chosen)
  const which = standing && `${standing.from} ${standing.index ?? standing.at ?? standing.url}`
  useEffect(() => {
    if (which) void client.invalidateQueries({ queryKey: videoKeys.all, predicate: ({ queryKey }) => queryKey[1] !== 'thumbnails' })
  }, [which, client])
  const takeFrame = () => {
    const at = position()
    if (at !== null) choose.mutate({ from: 'frame', at: Math.min(Math.round(at * 1000) / 1000, Math.max(0, (film.durationSeconds ?? 0) - 0.05)) })
  }
  return (
    <section className={classes.chooser} aria-labelledby="thumbnail">
      <Text id="thumbnail" component="h2" size="sm" fw={600}>{say.thumbnail}</Text>
      <Radio.Group role="group" aria-label={say.thumbnailHint} value={standing ? keyOf(standing) : ''} onChange={key => data?.items.forEach(item => keyOf(item) === key && choose.mutate(wishFor(item)))}>
        <div className={classes.pictures}>
          {data?.items.map((item, at) => (
            <Radio.Card key={keyOf(item)} value={keyOf(item)} aria-label={nameOf(item)} tabIndex={item.chosen || (!standing && at === 0) ? 0 : -1} className={classes.picture}>
              <img src={item.url} alt="" loading="lazy" />
              {item.chosen && <IconCheck size={18} aria-hidden className={classes.check} />}
            </Radio.Card>
          )) ?? [0, 1, 2].map(index => <div key={index} className={classes.picture} />)}
        </div>
      </Radio.Group>
      {data?.making && <Text size="xs" c="dimmed" role="status">{data.making.failed ? say.notTaken(clock(data.making.at)) : say.taking(clock(data.making.at))}</Text>}
      <Group gap="xs">
        <Button variant="default" size="xs" leftSection={<IconCamera size={16} aria-hidden />} title={say.thisFrameHint} loading={choose.isPending && !own.isPending} disabled={film.processing !== 'ready'} onClick={takeFrame}>{say.thisFrame}</Button>
        <FileButton accept="image/*" onChange={file => file && own.mutate(file)}>
          {props => <Button {...props} variant="default" size="xs" leftSection={<IconPhoto size={16} aria-hidden />} loading={own.isPending}>{say.ownPicture}</Button>}
        </FileButton>
      </Group>
      <ProblemNote problem={error ?? own.error ?? choose.error} />
    </section>
  )
}

const keyOf = ({ from, index }: Item) => `${from}-${index ?? ''}`
const nameOf = ({ from, index }: Item) => (from === 'offered' ? say.offered(index! + 1) : from === 'frame' ? say.frame : say.own)
const wishFor = ({ from, index, at }: Item): Wish => (from === 'offered' ? { from, index: index! } : from === 'frame' ? { from, at: at! } : { from })
