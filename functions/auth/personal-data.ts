/** What the house keeps about a person across its domains, read by the keys that platform/ names: for the export, and to be sure that an erasure is complete. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { viewsPartition } from '../platform/shared-keys.ts'
import { documentClient, hotTable, platformTable } from '../platform/tables.ts'

type Item = Record<string, unknown>
export interface PersonalData { readonly channels: Item[]; readonly films: Item[]; readonly follows: Item[]; readonly history: Item[]; readonly teams: Item[] }

export interface PersonalDataReader {
  read(id: string): Promise<PersonalData>
  /** Whether any of it is left. */
  any(id: string): Promise<boolean>
}

const all = async (table: string, index: string | undefined, partition: string, beginning: string, limit = Infinity): Promise<Item[]> => {
  const [pk, sk] = index ? [`${index}pk`, `${index}sk`] : ['pk', 'sk']
  const items: Item[] = []
  let ExclusiveStartKey: Item | undefined
  do {
    const page = await documentClient.send(new QueryCommand({
      TableName: table, IndexName: index, ExclusiveStartKey, Limit: limit === Infinity ? undefined : limit,
      KeyConditionExpression: '#pk = :partition AND begins_with(#sk, :beginning)',
      ExpressionAttributeNames: { '#pk': pk, '#sk': sk }, ExpressionAttributeValues: { ':partition': partition, ':beginning': beginning },
    }))
    items.push(...page.Items ?? [])
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey && items.length < limit)
  return items
}

const platform = () => platformTable.getName()
const channelsOf = (id: string) => all(platform(), 'gsi1', `USER#${id}`, 'CHANNEL#')
const filmsOf = (channelId: string) => all(platform(), 'gsi1', `CHANNEL#${channelId}#VIDEOS`, 'vid_')
const picturesOf = (id: string, limit?: number) => all(platform(), 'gsi1', `USER#${id}`, 'PICTURE#', limit)
const followsOf = (id: string, limit?: number) => all(platform(), 'gsi1', `USER#${id}`, 'FOLLOW#', limit)
const teamsOf = (id: string, limit?: number) => all(platform(), 'gsi1', `USER#${id}`, 'MEMBER#', limit)
const viewsOf = (id: string, limit?: number) => all(hotTable.getName(), undefined, viewsPartition(id), 'VIEW#', limit)
const historyOf = (id: string, limit?: number) => all(hotTable.getName(), undefined, `VIEWER#${id}#default`, 'WATCH#', limit)

export const personalData: PersonalDataReader = {
  async read(id) {
    const [channels, follows, history, teams] = await Promise.all([channelsOf(id), followsOf(id), historyOf(id), teamsOf(id)])
    const films = (await Promise.all(channels.map(channel => filmsOf(String(channel.id))))).flat()
    // Somebody who deleted a film has deleted it.
    return { channels, follows, history, teams, films: films.filter(film => !film.deletedAt) }
  },
  async any(id) {
    // Films hang on their channels, which go after them. Invitations end by themselves.
    const left = await Promise.all([channelsOf(id), followsOf(id, 1), picturesOf(id, 1), historyOf(id, 1), teamsOf(id, 1), viewsOf(id, 1)])
    return left.some(items => items.length > 0)
  },
}
