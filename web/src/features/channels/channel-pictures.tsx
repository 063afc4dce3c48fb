import { Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Channel } from '../../../../functions/channels/contract.ts'
import { api } from '../../api.ts'
import { Face } from '../../components/face.tsx'
import { words } from '../../words.ts'
import { PictureField } from '../pictures/picture-field.tsx'
import { Banner } from './banner.tsx'
import { channelKeys } from './queries.ts'

const say = words.pictures

/** How a channel looks: its picture and its banner. */
export function ChannelPictures({ channel }: { channel: Channel }) {
  const client = useQueryClient()
  const params = { id: channel.id }
  const shown = <Changed,>(changed: Promise<Changed>) => changed.then(() => client.invalidateQueries({ queryKey: channelKeys.all }))
  return (
    <Stack gap="lg">
      <PictureField label={say.banner} hint={say.bannerHint} purpose="banner" has={channel.banner !== null} onChange={pictureId => shown(pictureId === null ? api.channels.removeBanner({ params }) : api.channels.putBanner({ params, body: { pictureId } }))}>
        <Banner of={channel.handle} picture={channel.banner} />
      </PictureField>
      <PictureField label={say.channelFace} hint={say.channelFaceHint} purpose="face" has={channel.face !== null} onChange={pictureId => shown(pictureId === null ? api.channels.removeFace({ params }) : api.channels.putFace({ params, body: { pictureId } }))}>
        <Face of={channel.handle} picture={channel.face} size={88} />
      </PictureField>
    </Stack>
  )
}
