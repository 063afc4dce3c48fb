/** A film was viewed: its number, on its page and in the lists, and its place among the popular follow. */
import { playbackContract } from '../playback/contract.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { showViews } from './listing/show-views.ts'

export const handler = queueConsumer(playbackContract.events['views.counted'].detail, async ({ detail: { videoId, views } }) => showViews(videoId, views))
