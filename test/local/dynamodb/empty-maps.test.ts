import { expect, test } from 'vitest'
import { mendEmptyMaps } from '../../../local/dynamodb/empty-maps.ts'

test('a stream tells empty maps as DynamoDB does, at any depth, and everything else as it is', () => {
  const told = { Records: [{ dynamodb: { NewImage: { a: {}, b: { M: { c: {}, d: { S: '' } } }, e: { L: [{}, { N: '1' }] }, f: { NULL: true } } } }, { dynamodb: { OldImage: { g: {} } } }], NextShardIterator: 'x' }
  expect(mendEmptyMaps(told)).toEqual({
    Records: [
      { dynamodb: { NewImage: { a: { M: {} }, b: { M: { c: { M: {} }, d: { S: '' } } }, e: { L: [{ M: {} }, { N: '1' }] }, f: { NULL: true } } } },
      { dynamodb: { OldImage: { g: { M: {} } } } },
    ],
    NextShardIterator: 'x',
  })
})
