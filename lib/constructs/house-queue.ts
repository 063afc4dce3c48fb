import { Duration } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { houseAlarm } from './house-alarm.ts'

export interface HouseQueueProps {
  readonly whoIsHurtIfThisFails: string
  /** The timeout of the function that works it off. */
  readonly workTakesAtMost: Duration
}

/** A queue whose poisoned messages end in a dead-letter queue, where they are kept for 14 days and cry. */
export class HouseQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, { whoIsHurtIfThisFails, workTakesAtMost }: HouseQueueProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', whoIsHurtIfThisFails)
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // Lambda's own advice: six times the function's timeout, so that a throttled batch is not seen twice.
      visibilityTimeout: Duration.seconds(workTakesAtMost.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    })
    houseAlarm(this, 'Late', {
      metric: this.queue.metricApproximateAgeOfOldestMessage(), above: 300, periods: 2, article: 'events-late', whoIsHurt: whoIsHurtIfThisFails,
    })
  }
}

/** Where things go that nobody could work off. Every message in it is an alarm. */
export function deadLetterQueue(scope: Construct, id: string, whoIsHurt: string): Queue {
  const queue = new Queue(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) })
  acknowledge(queue, { SQS3: 'It is a dead-letter queue; where a function or a stream, not a queue, sends to it, cdk-nag cannot tell.' })
  houseAlarm(scope, `${id}Alarm`, { metric: queue.metricApproximateNumberOfMessagesVisible(), above: 0, article: 'dead-letters', whoIsHurt })
  return queue
}
