import { type EventPattern, type IEventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Duration } from 'aws-cdk-lib'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { HouseFunction } from './house-function.ts'
import { houseAlarm } from './house-alarm.ts'
import { deadLetterQueue, HouseQueue } from './house-queue.ts'
import { type Usable, type StreamAction } from './usable.ts'

export interface EventConsumerProps {
  readonly consumer: HouseFunction
  /** The default bus carries the events of AWS itself. */
  readonly bus?: IEventBus
  readonly pattern: EventPattern
  /** How many of its instances may work at once. */
  readonly atOnce?: number
}

const usableQueue = (queue: Queue): Usable<'ReceiveMessage' | 'DeleteMessage' | 'GetQueueAttributes' | 'SendMessage'> => ({
  service: 'sqs',
  variables: {},
  resourcesOf: () => [queue.queueArn],
})

/** Rule → queue → function: an event that was delivered is never lost, and one that poisons its consumer is set aside. */
export class EventConsumer extends Construct {
  constructor(scope: Construct, id: string, { consumer, bus, pattern, atOnce = 10 }: EventConsumerProps) {
    super(scope, id)
    const { queue, deadLetters } = new HouseQueue(this, 'Inbox', { whoIsHurtIfThisFails: consumer.whoIsHurt, workTakesAtMost: consumer.timeout })
    new Rule(this, 'Rule', { eventBus: bus, eventPattern: pattern, targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })] })
    consumer.mayUse(usableQueue(queue), 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes')
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.lambda,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      maxConcurrency: atOnce,
      reportBatchItemFailures: true,
    })
  }
}

export interface WorkQueueProps {
  readonly consumer: HouseFunction
  /** The variable by which those who may send know it. */
  readonly variable: string
  readonly atOnce?: number
}

/** Functions → queue → function: work that is handed over, a piece at a time. */
export class WorkQueue extends Construct {
  /** For those who hand it over. */
  readonly usable: Usable<'SendMessage'>
  readonly queue: Queue

  constructor(scope: Construct, id: string, { consumer, variable, atOnce = 10 }: WorkQueueProps) {
    super(scope, id)
    const { queue } = new HouseQueue(this, 'Inbox', { whoIsHurtIfThisFails: consumer.whoIsHurt, workTakesAtMost: consumer.timeout })
    this.queue = queue
    this.usable = { service: 'sqs', variables: { [variable]: queue.queueUrl }, resourcesOf: () => [queue.queueArn] }
    consumer.mayUse(usableQueue(queue), 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes')
    new EventSourceMapping(this, 'Mapping', { target: consumer.lambda, eventSourceArn: queue.queueArn, batchSize: 1, maxConcurrency: atOnce, reportBatchItemFailures: true })
  }
}

/** Calls a function at a steady pace. A failed call is not repeated: the next one is on its way. */
export class Every extends Construct {
  constructor(scope: Construct, id: string, period: Duration, called: HouseFunction) {
    super(scope, id)
    new Rule(this, 'Rule', { schedule: Schedule.rate(period), targets: [new LambdaFunction(called.lambda, { retryAttempts: 0, maxEventAge: period })] })
    // Three calls missed, or five minutes without one.
    const patience = Duration.seconds(Math.max(300, 3 * period.toSeconds()))
    houseAlarm(this, 'Stopped', { metric: called.lambda.metricInvocations({ period: patience }), below: 1, article: 'schedule-stopped', whoIsHurt: called.whoIsHurt })
  }
}

/**
 * Feeds a table's stream to a function, in order per item. A record that fails is narrowed down, tried again
 * for an hour and then set aside, so that it cannot hold up its whole shard until the stream forgets (24 hours).
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, stream: Usable<StreamAction>, streamArn: string, consumer: HouseFunction) {
    super(scope, id)
    const setAside = deadLetterQueue(this, 'SetAside', consumer.whoIsHurt)
    consumer.mayUse(stream, 'DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams').mayUse(usableQueue(setAside), 'SendMessage')
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.lambda,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 2,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.hours(1),
      retryAttempts: 1000,
      onFailure: { bind: () => ({ destination: setAside.queueArn }) },
    })
    houseAlarm(this, 'Behind', {
      metric: consumer.lambda.metric('IteratorAge', { statistic: 'max', period: Duration.minutes(5) }), above: 5 * 60_000, article: 'events-late', whoIsHurt: consumer.whoIsHurt,
    })
  }
}
