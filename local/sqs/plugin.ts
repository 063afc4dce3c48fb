/** SQS: standard queues in memory over an append-only journal each. */
import { used } from '../kernel/usage.ts'
import { join } from 'node:path'
import { jsonError, jsonReply, targetOperation } from '../kernel/json-protocol.ts'
import { AwsError } from '../plugin.ts'
import type { Api, Caller, CreatePlugin, Permission, PolicyDocument, PolicyStatement } from '../plugin.ts'
import { checkBody, OPERATIONS, systemAttributes } from './operations.ts'
import type { Queues } from './operations.ts'
import { permissionsOf } from './permissions.ts'
import { openQueue } from './queue.ts'
import type { Queue } from './queue.ts'
import { arnOfQueue, settingsOf } from './settings.ts'

const ITSELF: Caller = { kind: 'service', principal: 'sqs.amazonaws.com' }
const LEGACY_CODES: Record<string, string> = { QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue' }

export const createPlugin: CreatePlugin = cloud => {
  const queues = new Map<string, Queue>()
  const policies = new Map<string, PolicyStatement[]>()

  const byName = (name: string): Queue => {
    const queue = queues.get(name)
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${name}`)
    return queue
  }
  const nameIn = (reference: unknown, separator: '/' | ':'): string => String(reference ?? '').split(separator).at(-1)!
  const registry: Queues = {
    byUrl: url => byName(nameIn(url, '/')),
    byArn: arn => byName(nameIn(arn, ':')),
    urlOf: ({ settings }) => urlOf(settings.name),
    all: () => [...queues.values()],
  }
  const urlOf = (name: string): string => `${cloud.endpoint}/${cloud.account}/${name}`
  const permission = (action: string, arn: string): Permission => {
    const statements = policies.get(arn)
    const resourcePolicy: PolicyDocument | undefined = statements && { Version: '2012-10-17', Statement: statements }
    return { action, resource: arn, ...(resourcePolicy && { resourcePolicy }) }
  }

  cloud.offer('queues', {
    send: async (queueArn, body, attributes = {}, caller = ITSELF) => {
      const queue = registry.byArn(queueArn)
      if (caller !== ITSELF) cloud.iam.authorise(caller, [permission('sqs:SendMessage', queueArn)])
      const messageAttributes = Object.fromEntries(Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]))
      used('sqs.requests')
      return queue.send({ body: checkBody(queue, body), attributes: messageAttributes, senderId: caller.principal })
    },
    receive: async (queueArn, options) => (await registry.byArn(queueArn).receive(options)).map(message => ({
      id: message.id, receiptHandle: message.receipt!, body: message.body, attributes: systemAttributes(message), messageAttributes: message.attributes,
    })),
    remove: async (queueArn, receipts) => {
      // Received and deleted, each by one request of up to ten.
      used('sqs.requests', 2)
      const queue = registry.byArn(queueArn)
      await Promise.all(receipts.map(receipt => queue.delete(receipt)))
    },
    release: (queueArn, receipts, delayMs) => {
      const queue = registry.byArn(queueArn)
      for (const receipt of receipts) queue.changeVisibility(receipt, delayMs)
    },
    list: () => registry.all().map(queue => ({ name: queue.settings.name, arn: queue.settings.arn, url: registry.urlOf(queue), ...queue.counts() })),
    peek: queueArn => registry.byArn(queueArn).messages().map(({ id, body, receiveCount, sentAt }) => ({ id, body, receiveCount, sentAt: new Date(sentAt).toISOString() })),
  })

  const api: Api = {
    signingName: 'sqs',
    operationOf: request => {
      const operation = targetOperation(request, 'AmazonSQS')
      return operation !== null && operation in OPERATIONS ? operation : null
    },
    permissions: async (operation, request) => {
      const arnByUrl = (url: unknown): string => arnOfQueue(cloud, nameIn(url, '/'))
      const permissions = permissionsOf(operation, JSON.parse(await request.text()), { arnByUrl, permission })
      if (permissions === undefined) throw new AwsError('AccessDenied', `The local cloud does not allow sqs:${operation}: it is not in the table of local/sqs/permissions.ts.`, 403)
      return permissions
    },
    handle: async (operation, request) => jsonReply(await OPERATIONS[operation]!(JSON.parse(await request.text()), registry, request.caller) ?? {}, '1.0'),
    error: error => {
      const reply = jsonError(error, '1.0')
      return { ...reply, headers: { ...reply.headers, 'x-amzn-query-error': `${LEGACY_CODES[error.code] ?? error.code};Sender` } }
    },
  }

  return {
    name: 'sqs',
    resources: {
      'AWS::SQS::Queue': resource => {
        const settings = settingsOf(cloud, resource)
        const known = queues.get(settings.name)
        if (known !== undefined) known.configure(settings)
        else queues.set(settings.name, openQueue(settings, {
          file: join(cloud.stateDir, 'sqs', `${settings.name}.jsonl`),
          now: () => cloud.now().getTime(),
          toDeadLetters: (targetArn, message) => {
            cloud.record({ kind: 'queue', source: settings.name, message: `A message was received too often and moved to ${nameIn(targetArn, ':')}.`, detail: message.body })
            return registry.byArn(targetArn).send(message)
          },
        }))
        return { ref: urlOf(settings.name), attributes: { Arn: settings.arn, QueueName: settings.name, QueueUrl: urlOf(settings.name) } }
      },
      'AWS::SQS::QueuePolicy': ({ logicalId, properties }) => {
        const statements = [properties.PolicyDocument.Statement].flat() as PolicyStatement[]
        for (const url of properties.Queues as string[]) {
          const { arn } = registry.byUrl(url).settings
          policies.set(arn, [...(policies.get(arn) ?? []), ...statements])
        }
        return { ref: logicalId, attributes: { Id: logicalId } }
      },
    },
    api,
    stop: async () => { await Promise.all(registry.all().map(queue => queue.close())) },
  }
}
