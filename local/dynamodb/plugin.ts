/**
 * DynamoDB: the official local engine behind our endpoint. The kernel has verified signature and policies;
 * here a request is looked at once, for its permissions, and the rest is passed through.
 */
import { join } from 'node:path'
import { jsonError, jsonReply } from '../kernel/json-protocol.ts'
import { AwsError } from '../plugin.ts'
import type { Api, ApiRequest, CreatePlugin, Permission, Resource } from '../plugin.ts'
import { askForCapacity, countCapacity } from './capacity.ts'
import { mendEmptyMaps } from './empty-maps.ts'
import { startEngine } from './engine.ts'
import { createFaults } from './faults.ts'
import type { Fault } from './faults.ts'
import { createPast } from './past.ts'
import { permissionsOf, tablesWritten } from './permissions.ts'
import { restoreTable } from './restore.ts'
import type { RestoreInput } from './restore.ts'
import { describeTable, realiseTable } from './tables.ts'
import type { TableInfo } from './tables.ts'
import { deleteExpired } from './ttl.ts'
import { createWire, STREAMS, TABLES } from './wire.ts'

const INJECT_FAULT = 'InjectFault'
/** `{ TableName, AdoptedTableName }`: from the next start on the template's table is another one, as after `cdk import`. */
const ADOPT_TABLE = 'AdoptTable'
const ours = new Set([INJECT_FAULT, ADOPT_TABLE])
const TTL_SWEEP_MS = 60_000

export const createPlugin: CreatePlugin = async cloud => {
  const engine = await startEngine(join(cloud.stateDir, 'dynamodb'))
  const wire = createWire(engine.endpoint)
  const faults = createFaults()
  const tables = new Map<string, TableInfo>()
  const writeListeners = new Map<string, Set<() => void>>()
  const inspected = new WeakMap<ApiRequest, { body: string; permissions: Permission[] }>()
  const streams = new Map<string, string>()
  const past = createPast(cloud, wire, table => streams.get(table))
  let sweeper: NodeJS.Timeout | undefined
  /** Template's name of a table → the one that stands in its place. */
  const adopted = cloud.state<Record<string, string>>('dynamodb', 'adopted', () => ({}))

  const realise = async (resource: Resource) => {
    const described = describeTable(resource)
    const table = { ...described, name: adopted.value[described.name] ?? described.name }
    tables.set(table.name, table)
    const realised = await realiseTable(wire, table, resource.properties)
    if (table.pointInTime && realised.attributes?.StreamArn) streams.set(table.name, String(realised.attributes.StreamArn))
    return realised
  }

  cloud.offer('tables', {
    endpoint: engine.endpoint,
    count: async table => (await wire.call(`${TABLES}.Scan`, { TableName: table, Select: 'COUNT' })).Count,
    injectFault: fault => faults.inject(fault),
    streams: async (operation, input) => mendEmptyMaps(await wire.call(`${STREAMS}.${operation}`, input)),
    onWrite: (table, listener) => {
      const listeners = writeListeners.get(table) ?? new Set()
      writeListeners.set(table, listeners.add(listener))
      return () => listeners.delete(listener)
    },
    deleteExpired: async () => {
      for (const table of tables.values()) await deleteExpired(wire, table, cloud.now())
    },
  })

  const api: Api = {
    signingName: 'dynamodb',
    operationOf: ({ headers }) => {
      const [, operation = null] = String(headers['x-amz-target'] ?? '').split('.')
      return operation
    },
    permissions: async (operation, request) => {
      const body = await request.text()
      // No policy can grant this action, so only the operator passes.
      if (ours.has(operation)) {
        inspected.set(request, { body, permissions: [] })
        return [{ action: `playhouse:${operation}`, resource: '*' }]
      }
      const permissions = permissionsOf(operation, JSON.parse(body))
      if (permissions === undefined) throw new AwsError('AccessDeniedException', `The local cloud does not allow dynamodb:${operation}: it is not in the table of local/dynamodb/permissions.ts.`)
      inspected.set(request, { body, permissions })
      return permissions
    },
    handle: async (operation, request) => {
      // The operator's requests come without having been asked for permissions.
      const body = inspected.get(request)?.body ?? await request.text()
      const permissions = inspected.get(request)?.permissions ?? permissionsOf(operation, JSON.parse(body)) ?? []
      if (operation === INJECT_FAULT) {
        faults.inject(JSON.parse(body) as Fault)
        return jsonReply({}, '1.0')
      }
      if (operation === ADOPT_TABLE) {
        const { TableName, AdoptedTableName } = JSON.parse(body) as { TableName: string; AdoptedTableName: string }
        adopted.value = { ...adopted.value, [TableName]: AdoptedTableName }
        adopted.save()
        await adopted.flush()
        return jsonReply({}, '1.0')
      }
      if (operation === 'RestoreTableToPointInTime') {
        const input = JSON.parse(body) as RestoreInput
        const source = tables.get(input.SourceTableName)
        if (!source) throw new AwsError('TableNotFoundException', `Table not found: ${input.SourceTableName}`)
        return jsonReply({ TableDescription: await restoreTable(wire, past, source, input, cloud.now()) }, '1.0')
      }
      const written = tablesWritten(operation, permissions)
      faults.check(operation, written.length > 0 ? written : permissions.map(tableOf), body)
      await past.beforeWrite(written)
      const reply = await wire.forward(String(request.headers['x-amz-target']), askForCapacity(operation, body))
      const answer = await countCapacity(operation, reply)
      for (const table of written) for (const listener of writeListeners.get(table) ?? []) listener()
      return { status: reply.statusCode!, headers: passedHeaders(reply.headers), body: answer }
    },
    error: error => jsonError(error, '1.0'),
  }

  return {
    name: 'dynamodb',
    resources: {
      'AWS::DynamoDB::Table': realise,
      'AWS::DynamoDB::GlobalTable': realise,
    },
    api,
    start: async () => {
      sweeper = setInterval(() => {
        for (const table of tables.values()) deleteExpired(wire, table, cloud.now()).catch(error => cloud.record({ kind: 'error', source: table.name, message: `Expired items could not be deleted: ${error.message}` }))
      }, TTL_SWEEP_MS).unref()
    },
    stop: async () => {
      clearInterval(sweeper)
      wire.close()
      await engine.stop()
    },
  }
}

const tableOf = ({ resource }: Permission): string => /:table\/([^/]+)/.exec(resource)?.[1] ?? ''

const PASSED = ['content-type', 'content-length', 'x-amz-crc32', 'x-amzn-requestid']
const passedHeaders = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(PASSED.flatMap(name => (headers[name] === undefined ? [] : [[name, String(headers[name])]])))
