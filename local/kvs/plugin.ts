/** CloudFront KeyValueStore: the stores of the template, the API that writes them, and what edge functions read. */
import { readFile } from 'node:fs/promises'
import { AwsError } from '../plugin.ts'
import type { Cloud, CreatePlugin, Resource } from '../plugin.ts'
import { edgeView } from './edge-view.ts'
import { addressOf, json, operationOf, operations } from './operations.ts'
import { newStore, totalSize } from './store.ts'
import type { StoreState } from './store.ts'

interface Stores { readonly byResource: Record<string, StoreState> }

export const createPlugin: CreatePlugin = cloud => {
  const state = cloud.state<Stores>('kvs', 'stores', () => ({ byResource: {} }))
  const edge = edgeView(cloud.options.edgeDelay * 1000, () => cloud.now().getTime())
  const find = (arn: string) => Object.values(state.value.byResource).find(store => store.arn === arn)
  const existing = (arn: string) => {
    const store = find(arn)
    if (!store) throw new AwsError('ResourceNotFoundException', `Key value store ${arn} was not found.`, 404)
    return store
  }
  const effects = {
    now: () => cloud.now(),
    saved: () => {
      state.save()
      return state.flush()
    },
  }

  cloud.offer('keyValueStores', {
    get: (arn, key) => {
      const store = find(arn)
      const items = store && edge.items(store)
      return items && Object.hasOwn(items, key) ? items[key] : undefined
    },
    list: arn => Object.entries(find(arn)?.items ?? {}).map(([key, value]) => ({ key, value })),
    describe: arn => {
      const { created, lastModified, items } = existing(arn)
      return { created, lastModified, count: Object.keys(items).length }
    },
  })

  return {
    name: 'kvs',
    resources: {
      'AWS::CloudFront::KeyValueStore': async resource => {
        const key = `${resource.stack}/${resource.logicalId}`
        const store = state.value.byResource[key] ??= await filled(cloud, resource)
        edge.opened(store)
        await effects.saved()
        return { ref: store.name, attributes: { Arn: store.arn, Id: store.id, Status: 'READY' } }
      },
    },
    api: {
      signingName: 'cloudfront-keyvaluestore',
      operationOf,
      permissions(operation, request) {
        if (!operations[operation]) throw new AwsError('AccessDeniedException', `cloudfront-keyvaluestore:${operation} is not in the permission table.`, 403)
        return [{ action: `cloudfront-keyvaluestore:${operation}`, resource: addressOf(request.url)!.arn }]
      },
      async handle(operation, request) {
        const address = addressOf(request.url)!
        const store = existing(address.arn)
        const before = store.etag
        const answer = await operations[operation]!(store, address, request, effects)
        if (store.etag !== before) edge.changed(store)
        return answer
      },
      // The SDK's model spells this service's member `Message`.
      error: ({ code, message, status }) => json({ __type: code, Message: message }, { 'x-amzn-errortype': code }, status),
    },
  }
}

/** A new store, with what its ImportSource (an asset: `{"data":[{"key","value"}]}`) holds. */
async function filled(cloud: Cloud, { properties, logicalId }: Resource): Promise<StoreState> {
  const store = newStore(properties.Name ?? logicalId, cloud.now())
  const source = properties.ImportSource?.SourceArn as string | undefined
  if (source) {
    const { data } = JSON.parse(await readFile(cloud.assetPath(source.split('/').at(-1)!), 'utf8')) as { data: { key: string; value: string }[] }
    for (const { key, value } of data) store.items[key] = value
    if (totalSize(store) > 5 * 1024 * 1024) throw new Error(`The import source of ${logicalId} is larger than a key value store may be (5 MB).`)
  }
  return store
}
