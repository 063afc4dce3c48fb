/** The key-value store that CloudFront's functions read: signing secrets and denials. Writes reach the edge within seconds. */
import '@aws-sdk/signature-v4a'
import {
  CloudFrontKeyValueStoreClient, ConflictException, DeleteKeyCommand, DescribeKeyValueStoreCommand, ListKeysCommand, PutKeyCommand, ResourceNotFoundException,
} from '@aws-sdk/client-cloudfront-keyvaluestore'
import type { EdgeStore } from './edge-denials.ts'
import { answeredWithin } from './patience.ts'

/** Every write names the store's version, and is tried again when another writer was faster. */
export function edgeStore(arn: string): EdgeStore {
  const client = new CloudFrontKeyValueStoreClient(answeredWithin(3000))
  const attempt = async (write: (etag: string) => Promise<unknown>, triesLeft = 8): Promise<void> => {
    const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }))
    try {
      await write(ETag!)
    } catch (problem) {
      if (!(problem instanceof ConflictException) || triesLeft <= 1) throw problem
      await attempt(write, triesLeft - 1)
    }
  }
  return {
    put: (key, value) => attempt(etag => client.send(new PutKeyCommand({ KvsARN: arn, IfMatch: etag, Key: key, Value: value }))),
    remove: key => attempt(etag => client.send(new DeleteKeyCommand({ KvsARN: arn, IfMatch: etag, Key: key })).catch(problem => {
      if (!(problem instanceof ResourceNotFoundException)) throw problem
    })),
    async list() {
      const entries: { key: string; value: string }[] = []
      let NextToken: string | undefined
      do {
        const page = await client.send(new ListKeysCommand({ KvsARN: arn, NextToken }))
        for (const item of page.Items ?? []) entries.push({ key: item.Key!, value: item.Value! })
        NextToken = page.NextToken
      } while (NextToken)
      return entries
    },
  }
}
