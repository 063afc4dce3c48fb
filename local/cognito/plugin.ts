/**
 * Cognito user pools: sign-up by mailed code, sign-in, sessions with rotating refresh tokens, groups. Behaves
 * as Cognito does where our code can notice, above all in what it refuses.
 */
import { randomInt } from 'node:crypto'
import type { Cloud, CreatePlugin, Realised, Resource } from '../plugin.ts'
import { createApi } from './api.ts'
import { clientConfiguration } from './client-configuration.ts'
import { answerDiscovery } from './discovery.ts'
import { Pool, type PoolState } from './pool.ts'
import { poolConfiguration } from './pool-configuration.ts'
import { Pools } from './pools.ts'
import { loadSigningKey, newSigningKey } from './signing-key.ts'

/** Ids live as long as the state does: tokens and the functions' environment name them. By stack and logical id. */
interface Ids { pools: Record<string, string>; clients: Record<string, { id: string; secret: string }> }

export const createPlugin: CreatePlugin = cloud => {
  const pools = new Pools()
  const ids = cloud.state<Ids>('cognito', 'ids', () => ({ pools: {}, clients: {} }))
  const keep = async <T>(kept: Record<string, T>, { stack, logicalId }: Resource, make: () => T): Promise<T> => {
    const key = `${stack}/${logicalId}`
    if (!kept[key]) {
      kept[key] = make()
      ids.save()
      await ids.flush()
    }
    return kept[key]
  }
  cloud.route('/cognito/', (request, response) => answerDiscovery(pools, request, response))

  return {
    name: 'cognito',
    api: createApi(cloud, pools),
    resources: {
      'AWS::Cognito::UserPool': async resource => {
        const pool = await openPool(cloud, resource, await keep(ids.value.pools, resource, () => `${cloud.region}_${randomText(9, alphanumeric)}`))
        pools.add(pool)
        return realisedPool(pool)
      },
      'AWS::Cognito::UserPoolClient': async resource => {
        const { id, secret } = await keep(ids.value.clients, resource, () => ({ id: randomText(26, lowerAlphanumeric), secret: randomText(51, lowerAlphanumeric) }))
        const client = clientConfiguration(resource, id, resource.properties.GenerateSecret ? secret : undefined)
        pools.pool(resource.properties.UserPoolId).clients.set(id, client)
        return { ref: id, attributes: { ClientId: id, Name: client.name, ...(client.secret ? { ClientSecret: client.secret } : {}) } }
      },
      'AWS::Cognito::UserPoolGroup': resource => {
        const pool = pools.pool(resource.properties.UserPoolId)
        const name: string = resource.properties.GroupName ?? resource.logicalId
        pool.groups.set(name, { name, properties: resource.properties, createdAt: pool.state.createdAt })
        return { ref: name }
      },
      // Hosted pages have no part in Playhouse; the domain is only a name here.
      'AWS::Cognito::UserPoolDomain': ({ properties }) => ({ ref: properties.Domain, attributes: { CloudFrontDistribution: properties.Domain } }),
    },
    async stop() {
      await Promise.all([...pools.all()].map(pool => pool.flush()))
    },
  }
}

async function openPool(cloud: Cloud, resource: Resource, id: string): Promise<Pool> {
  const configuration = poolConfiguration(resource)
  const state = cloud.state<PoolState>('cognito', id, () => ({ createdAt: cloud.now().toISOString(), signingKey: null, users: {}, sessions: {}, attempts: {}, locks: {} }))
  if (!state.value.signingKey) {
    state.value.signingKey = await newSigningKey()
    state.save()
    await state.flush()
  }
  return new Pool({ id, state, cloud, configuration, signingKey: loadSigningKey(state.value.signingKey) })
}

const realisedPool = (pool: Pool): Realised => ({
  ref: pool.id,
  attributes: {
    UserPoolId: pool.id,
    Arn: pool.arn,
    ProviderName: `cognito-idp.${pool.cloud.region}.amazonaws.com/${pool.id}`,
    // In AWS an https address with the same role: where the issuer's keys are found.
    ProviderURL: pool.issuer,
  },
})

const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789'
const alphanumeric = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${lowerAlphanumeric}`
const randomText = (length: number, alphabet: string): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
