/** DynamoDB Local alone, with the two tables and a few items: what the functions are measured on, without the local cloud around them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { startEngine } from '../../local/dynamodb/engine.ts'
import { aFilm } from '../functions/videos/a-film.ts'

export const keys = { accessKeyId: 'bench', secretAccessKey: 'bench' }
const index = (name: string, ProjectionType: 'ALL' | 'KEYS_ONLY' = 'ALL') => ({ IndexName: name, KeySchema: [{ AttributeName: `${name}pk`, KeyType: 'HASH' as const }, { AttributeName: `${name}sk`, KeyType: 'RANGE' as const }], Projection: { ProjectionType } })
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
const viewerSub = '00000000-0000-4000-8000-000000000001'

export interface BenchTable {
  readonly endpoint: string
  readonly videoId: string
  /** The environment of a function behind the API, without its own door: the origin check is off. */
  readonly env: Record<string, string>
  /** An access token of a person who exists. */
  readonly token: string
  stop(): Promise<void>
}

export async function benchTable(): Promise<BenchTable> {
  const folder = await mkdtemp(join(tmpdir(), 'playhouse-bench-'))
  const engine = await startEngine(folder)
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials: keys })
  const keyed = { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }, { AttributeName: 'sk', KeyType: 'RANGE' as const }], BillingMode: 'PAY_PER_REQUEST' as const }
  await client.send(new CreateTableCommand({ TableName: 'platform', ...keyed, AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'gsi3pk', 'gsi3sk'].map(text), GlobalSecondaryIndexes: ['gsi1', 'gsi2', 'gsi3'].map(name => index(name)) }))
  await client.send(new CreateTableCommand({ TableName: 'hot', ...keyed, AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text), GlobalSecondaryIndexes: [index('gsi1', 'KEYS_ONLY')] }))
  const documents = DynamoDBDocumentClient.from(client)
  const film = aFilm({ processing: 'ready', publishedAt: '2026-11-20T10:00:00.000Z', description: 'Long light, slow weather. '.repeat(20) })
  await documents.send(new PutCommand({ TableName: 'platform', Item: { ...film, pk: `VIDEO#${film.id}`, sk: 'VIDEO', entity: 'Video' } }))
  const userId = `usr_${viewerSub.replaceAll('-', '')}`
  await documents.send(new PutCommand({ TableName: 'platform', Item: { pk: `USER#${userId}`, sk: 'USER', entity: 'User', id: userId, email: 'ben@example.org', displayName: 'Ben', roles: ['viewer'], status: 'active', notBefore: 0, hasJoinedTeam: false, version: 1 } }))

  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwks = createServer((_, response) => void exportJWK(publicKey).then(jwk => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [{ ...jwk, kid: 'bench', alg: 'RS256', use: 'sig' }] }))))
  await new Promise<void>(listening => jwks.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}`
  const token = await new SignJWT({ token_use: 'access', client_id: 'bench', username: viewerSub, 'cognito:groups': ['viewer'], scope: 'aws.cognito.signin.user.admin' })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench' }).setIssuer(issuer).setSubject(viewerSub).setIssuedAt().setExpirationTime('2h').sign(privateKey)

  return {
    endpoint: engine.endpoint, videoId: film.id, token,
    env: {
      AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey, AWS_ENDPOINT_URL: engine.endpoint,
      STAGE: 'bench', PLATFORM_TABLE: 'platform', HOT_TABLE: 'hot', ORIGIN_SECRET_ARN: 'arn:none', SECRET_FRESH_SECONDS: '300', ORIGIN_CHECK: 'off', ALLOWED_ORIGINS: '', RATE_SCALE: '1000000',
      USER_POOL_ISSUER: issuer, USER_POOL_JWKS_URI: `${issuer}/jwks.json`, USER_POOL_CLIENT_ID: 'bench', USER_POOL_ID: 'bench',
      KEY_VALUE_STORE_ARN: 'arn:none', UPLOADS_BUCKET: 'uploads', FILMS_BUCKET: 'films', PLAYBACK_SECRET_ARN: 'arn:none', MAX_UPLOAD_BYTES: '1000000000', UNDO_WINDOW_SECONDS: '600',
    },
    async stop() {
      client.destroy()
      jwks.close()
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
