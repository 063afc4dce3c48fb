/** How long the film that has been on its way longest has been. Its patience and the reconciler see that every film ends; this tells when they do not. */
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { platformTable } from '../../platform/tables.ts'
import type { Processing } from '../contract.ts'
import type { Film } from '../film.ts'
import { asFilm, VideoEntity } from '../video-store.ts'

const onTheirWay: readonly Processing[] = ['checking', 'transcoding']
/** Of each state, those announced first: one of them has been on its way longest, or so nearly. */
const looked = 25

/** In seconds since this attempt at it began; 0 where none is on its way. */
export async function oldestUnderWay(now: Date, earliest: (state: Processing) => Promise<readonly Film[]> = announcedFirst): Promise<number> {
  const films = (await Promise.all(onTheirWay.map(state => earliest(state)))).flat().filter(({ deletedAt }) => !deletedAt)
  return Math.max(0, ...films.map(({ underWaySince, receivedAt, createdAt }) => (now.getTime() - Date.parse(underWaySince ?? receivedAt ?? createdAt)) / 1000))
}

/** Deleted ones included. */
async function announcedFirst(state: Processing): Promise<Film[]> {
  const { Items = [] } = await platformTable.build(QueryCommand).query({ index: 'gsi3', partition: `VIDEOS#${state}` }).entities(VideoEntity).options({ limit: looked }).send()
  return Items.map(asFilm)
}
