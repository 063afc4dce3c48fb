/** That the films of somebody have followed where they stand. Told by functions/videos; functions/users tells them again until it is so. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { isConditionalFailure } from './conditional.ts'
import { principalKey } from './principal.ts'
import { documentClient, platformTable } from './tables.ts'

/** All films of this person know of the standing that came with this version of their item, or of a later one. */
export async function filmsFollowed(id: string, version: number): Promise<void> {
  try {
    await documentClient.send(new UpdateCommand({
      TableName: platformTable.getName(), Key: principalKey(id), UpdateExpression: 'REMOVE filmsBehind',
      ConditionExpression: 'filmsBehind <= :version', ExpressionAttributeValues: { ':version': version },
    }))
  } catch (problem) {
    if (!isConditionalFailure(problem)) throw problem
  }
}
