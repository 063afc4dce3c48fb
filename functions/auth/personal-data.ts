/** What the house keeps about a person across its domains, read by the keys that platform/ names: for the export, and to be sure that an erasure is complete. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { viewsPartition } from '../platform/shared-keys.ts'
import { documentClient, hotTable, platformTable } from '../platform/tables.ts'

type Item = Record<string, unknown>
/** The lists of an export. */
export const lists = ['channels', 'teams', 'pictures', 'follows', 'history', 'views', 'films', 'invitationsSent', 'invitationsReceived'] as const
export type ListName = (typeof lists)[number]
export type PersonalData = Readonly<Record<ListName, readonly Item[]>>
/** Where an export goes on: in which list and partition, and after which key. */
export interface Mark { readonly place: string; readonly after: Item | null }
export interface PersonalPage { readonly data: PersonalData; readonly next: Mark | null }

export interface PersonalDataReader {
  /** As much as fits into one answer, from `mark` on. A mark whose place is gone begins anew. */
  read(person: { readonly id: string; readonly email: string }, mark: Mark | null): Promise<PersonalPage>
  /** Whether any of it is left. */
  any(id: string): Promise<boolean>
}

interface Place { readonly list: ListName; readonly table: 'platform' | 'hot'; readonly index?: 'gsi1'; readonly partition: string; readonly beginning: string; /** Whose items are told, where others' stand beside them. */ readonly only?: (item: Item) => boolean }

/** What is found by a person's id, and must be gone when they are. Films hang on channels and go before them. */
const heldBy = (id: string): Place[] => [
  { list: 'channels', table: 'platform', index: 'gsi1', partition: `USER#${id}`, beginning: 'CHANNEL#' },
  { list: 'teams', table: 'platform', index: 'gsi1', partition: `USER#${id}`, beginning: 'MEMBER#' },
  { list: 'pictures', table: 'platform', index: 'gsi1', partition: `USER#${id}`, beginning: 'PICTURE#' },
  { list: 'follows', table: 'platform', index: 'gsi1', partition: `USER#${id}`, beginning: 'FOLLOW#' },
  { list: 'history', table: 'hot', partition: `VIEWER#${id}#default`, beginning: 'WATCH#' },
  { list: 'views', table: 'hot', partition: viewsPartition(id), beginning: 'VIEW#' },
]
/** Somebody who deleted a film has deleted it. */
const filmsOf = (channelId: string): Place => ({ list: 'films', table: 'platform', index: 'gsi1', partition: `CHANNEL#${channelId}#VIDEOS`, beginning: 'vid_', only: film => !film.deletedAt })
const sentBy = (id: string, channelId: string): Place => ({ list: 'invitationsSent', table: 'platform', partition: `CHANNEL#${channelId}`, beginning: 'INVITATION#', only: ({ invitedBy }) => invitedBy === id })
/** They end by themselves, and go with the person too. */
const sentTo = (email: string): Place => ({ list: 'invitationsReceived', table: 'platform', index: 'gsi1', partition: `INVITED#${email}`, beginning: 'chn_' })

const nameOf = ({ list, partition }: Place) => `${list} ${partition}`

async function query({ table, index, partition, beginning }: Place, { after, limit }: { after?: Item | null; limit?: number } = {}) {
  const [pk, sk] = index ? [`${index}pk`, `${index}sk`] : ['pk', 'sk']
  const { Items = [], LastEvaluatedKey } = await documentClient.send(new QueryCommand({
    TableName: (table === 'hot' ? hotTable : platformTable).getName(), IndexName: index, ExclusiveStartKey: after ?? undefined, Limit: limit,
    KeyConditionExpression: '#pk = :partition AND begins_with(#sk, :beginning)',
    ExpressionAttributeNames: { '#pk': pk, '#sk': sk }, ExpressionAttributeValues: { ':partition': partition, ':beginning': beginning },
  }))
  return { items: Items as Item[], next: (LastEvaluatedKey as Item | undefined) ?? null }
}

async function all(place: Place): Promise<Item[]> {
  const { items, next } = await query(place)
  for (let after = next; after;) {
    const page = await query(place, { after })
    items.push(...page.items)
    after = page.next
  }
  return items
}

/** A page of DynamoDB is 1 MB at most: one that begins below this ends below 2 MB, and as JSON far below the 6 MB of an answer. */
const fullBytes = 1024 ** 2

export const personalData: PersonalDataReader = {
  async read({ id, email }, mark) {
    const held = heldBy(id)
    // A person has few of either; what hangs on them may be much.
    const [channels, teams] = await Promise.all([all(held[0]!), all(held[1]!)])
    const inChannels = [...channels.map(channel => String(channel.id)), ...teams.map(team => String(team.channelId))]
    const places = [...held, ...channels.map(channel => filmsOf(String(channel.id))), ...inChannels.map(channelId => sentBy(id, channelId)), sentTo(email)]
    const data: Record<ListName, Item[]> = Object.fromEntries(lists.map(list => [list, [] as Item[]])) as Record<ListName, Item[]>
    let bytes = 0
    const begin = Math.max(0, places.findIndex(place => nameOf(place) === mark?.place))
    for (let at = begin, after = mark && nameOf(places[begin]!) === mark.place ? mark.after : null; at < places.length;) {
      const place = places[at]!
      if (bytes >= fullBytes) return { data, next: { place: nameOf(place), after } }
      const page = await query(place, { after })
      const told = page.items.filter(place.only ?? (() => true))
      data[place.list].push(...told)
      bytes += told.reduce((sum, item) => sum + JSON.stringify(item).length, 0)
      after = page.next
      if (after === null) at++
    }
    return { data, next: null }
  },
  async any(id) {
    return (await Promise.all(heldBy(id).map(place => query(place, { limit: 1 })))).some(({ items }) => items.length > 0)
  },
}
