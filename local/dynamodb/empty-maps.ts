/** DynamoDB Local's stream tells an empty map as `{}`, where DynamoDB says `{"M":{}}`: a reader could not tell what it is. */
type AttributeValue = { M?: Record<string, AttributeValue>; L?: AttributeValue[] }
interface StreamAnswer { Records?: { dynamodb?: { OldImage?: Record<string, AttributeValue>; NewImage?: Record<string, AttributeValue> } }[] }

export function mendEmptyMaps<A extends object>(answer: A): A {
  for (const { dynamodb } of (answer as StreamAnswer).Records ?? []) for (const image of [dynamodb?.OldImage, dynamodb?.NewImage]) Object.values(image ?? {}).forEach(mend)
  return answer
}

function mend(value: AttributeValue): void {
  if (Object.keys(value).length === 0) value.M = {}
  Object.values(value.M ?? {}).forEach(mend)
  value.L?.forEach(mend)
}
