import type { S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { filmObjects } from '../../../../functions/videos/pipeline/film-objects.ts'

test.each([
  ['a public poster is kept for an hour: so long is one seen that was taken back', 'i/unguessable.jpg', 'public, max-age=3600'],
  ['a picture behind a token is kept for good: the token ends, and nothing changes under its address', 'v/vid_x/thumbnails/1.jpg', 'public, max-age=31536000, immutable'],
])('%s', async (_, to, kept) => {
  const sent: { Key?: string; CacheControl?: string }[] = []
  const s3 = { send: async ({ input }: { input: object }) => void sent.push(input) } as unknown as S3Client
  await filmObjects(s3, { uploads: 'uploads', films: 'films' }).copyPoster('v/vid_x/1-ladder/poster.jpg', to)
  expect(sent).toEqual([expect.objectContaining({ Key: to, CacheControl: kept, MetadataDirective: 'REPLACE' })])
})
