/**
 * A restore, from the slip to the proof, on a local cloud: people live in a house, a script of an operator spoils its
 * table, both tables are brought back as they were, the stack adopts the restored ones, and the house goes on.
 * docs/runbook.md#restore says the same for AWS.
 */
import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { DeleteItemCommand, DynamoDBClient, ListTablesCommand, RestoreTableToPointInTimeCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { AwsClient } from 'aws4fetch'
import type { SignedIn } from '../journey/house.ts'
import { signIn } from '../journey/house.ts'
import { newPerson } from '../journey/new-person.ts'
import { until } from '../journey/until.ts'
import { uploadFile } from '../journey/upload-file.ts'
import { watchFilm } from '../journey/watch-film.ts'

export interface RehearsedHouse {
  readonly frontDoor: string
  /** The AWS endpoint, and the keys of an operator who may do anything. */
  readonly client: { readonly endpoint: string; readonly region: string; readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } }
  /** Ends it and starts it again on the same state, under the same addresses. */
  restart(): Promise<void>
}
/** Does one step and tells of it. */
export type Step = <T>(name: string, run: () => Promise<T>) => Promise<T>

/** `film`: a short video file. Throws at the first thing that is not as it should be. */
export async function rehearse(house: RehearsedHouse, film: string, step: Step): Promise<void> {
  const dynamodb = new DynamoDBClient(house.client)
  try {
    const before = await step('people live in the house: a channel, a film, somebody who follows and watches', () => live(house.frontDoor, film))
    const good = await step('a last good second passes', aGoodSecond)
    const tables = await tablesOf(dynamodb)
    await step('a script spoils the table: channels gone, films renamed', () => spoil(dynamodb, tables.platform))
    await step('the house feels it', async () => check(await before.ana.channels.get({ params: { idOrHandle: before.handle } }).then(() => false, () => true), 'The channel is still there.'))
    await step('both tables are restored beside the living ones', async () => {
      await dynamodb.send(new RestoreTableToPointInTimeCommand({ SourceTableName: tables.platform, TargetTableName: restored(tables.platform), RestoreDateTime: good }))
      await dynamodb.send(new RestoreTableToPointInTimeCommand({ SourceTableName: tables.hot, TargetTableName: restored(tables.hot), UseLatestRestorableTime: true }))
    })
    await step('the stack adopts them, and the house opens again', async () => {
      for (const name of Object.values(tables)) await adopt(house, name, restored(name))
      await house.restart()
    })
    await prove(house, before, film, step)
  } finally {
    dynamodb.destroy()
  }
}

interface Before { readonly ana: SignedIn; readonly ben: SignedIn; readonly channelId: string; readonly handle: string; readonly filmId: string }

async function live(base: string, file: string): Promise<Before> {
  const [ana, ben] = await Promise.all([newPerson(base, { displayName: 'Ana' }), newPerson(base, { displayName: 'Ben' })])
  const { id: channelId, handle } = await ana.channels.create({ body: { handle: `restore-${randomBytes(4).toString('hex')}`, name: 'Before', description: '' } })
  const filmId = await aFilm(ana, channelId, file)
  await ben.channels.follow({ params: { id: channelId } })
  const { sessionId } = await ben.playback.start({ params: { id: filmId } })
  await ben.playback.heartbeat({ params: { sessionId }, body: { position: 0.2, playing: true } })
  return { ana, ben, channelId, handle, filmId }
}

async function aFilm(ana: SignedIn, channelId: string, file: string): Promise<string> {
  const { video: { id } } = await ana.videos.create({ body: { channelId, title: 'Before', access: 'public', file: { name: 'film.mp4', size: (await stat(file)).size } } })
  await uploadFile(ana, id, file)
  await ana.videos.completeUpload({ params: { id } })
  await until('the film to be ready', async () => {
    const { processing, posterUrl, progress } = await ana.videos.get({ params: { id } })
    if (processing === 'failed') throw new Error(progress?.reason?.message)
    return processing === 'ready' && posterUrl !== null
  }, { seconds: 120 })
  return id
}

/** A restore knows seconds: what comes next must fall into a later one. */
async function aGoodSecond(): Promise<Date> {
  const good = new Date()
  await until('the next second', async () => Math.floor(Date.now() / 1000) > Math.floor(good.getTime() / 1000), { everyMs: 20 })
  return good
}

async function tablesOf(dynamodb: DynamoDBClient): Promise<{ platform: string; hot: string }> {
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand())
  const named = (part: string) => {
    const name = TableNames.find(name => name.includes(part))
    if (!name) throw new Error(`There is no ${part} table.`)
    return name
  }
  return { platform: named('Platform'), hot: named('Hot') }
}
const restored = (name: string) => `${name}-restored`

async function spoil(dynamodb: DynamoDBClient, TableName: string): Promise<void> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName, ProjectionExpression: 'pk, sk, entity' }))
  for (const { pk, sk, entity } of Items) {
    const Key = { pk: pk!, sk: sk! }
    if (entity?.S === 'Channel') await dynamodb.send(new DeleteItemCommand({ TableName, Key }))
    if (entity?.S === 'Video') await dynamodb.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'SET title = :t', ExpressionAttributeValues: { ':t': { S: 'undefined' } } }))
  }
}

/** Only the local cloud has this: what `cdk import` does on AWS. */
async function adopt({ client: { endpoint, region, credentials } }: RehearsedHouse, TableName: string, AdoptedTableName: string): Promise<void> {
  const aws = new AwsClient({ ...credentials, region, service: 'dynamodb', retries: 0 })
  const response = await aws.fetch(`${endpoint}/`, { method: 'POST', headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'PlayhouseLocal.AdoptTable' }, body: JSON.stringify({ TableName, AdoptedTableName }) })
  if (!response.ok) throw new Error(`${TableName} was not replaced: ${await response.text()}`)
}

async function prove({ frontDoor }: RehearsedHouse, { ana: { email, password }, ben: { email: bensEmail, password: bensPassword }, channelId, handle, filmId }: Before, file: string, step: Step): Promise<void> {
  const [ana, ben] = await step('people sign in', () => Promise.all([signIn(frontDoor, email, password), signIn(frontDoor, bensEmail, bensPassword)]))
  await step('the channel is there, and the film has its name', async () => {
    check((await ana.channels.get({ params: { idOrHandle: handle } })).name === 'Before', 'The channel has another name.')
    check((await ana.videos.get({ params: { id: filmId } })).title === 'Before', 'The film has another name.')
  })
  await step('whoever followed follows, and resumes where they were', async () => {
    check((await ben.channels.follows({})).items.some(({ id }) => id === channelId), 'Ben does not follow the channel any more.')
    const { manifestUrl, resumeAt } = await ben.playback.start({ params: { id: filmId } })
    check(resumeAt > 0, 'Ben begins from the beginning.')
    await watchFilm(frontDoor, manifestUrl)
  })
  await step('a change is told to those whom it concerns: the stream is there again', async () => {
    await ana.channels.put({ params: { id: channelId }, body: { handle, name: 'Afterwards' } })
    await until('the film to carry the channel\'s new name', async () => (await ana.videos.get({ params: { id: filmId } })).channel.name === 'Afterwards', { seconds: 60 })
  })
  await step('a new film goes all the way', () => aFilm(ana, channelId, file))
}

function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}
