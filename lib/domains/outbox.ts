import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env } from '../../functions/outbox/env.ts'
import { StreamConsumer } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import type { Foundation } from '../foundation.ts'

/** Turns changes of the platform table into the events that contracts declare. */
export function outboxDomain(scope: Construct, given: Foundation): void {
  const onTableChange = new HouseFunction(scope, 'OnTableChange', {
    bundle: 'outbox-on-table-change',
    env,
    timeout: Duration.seconds(30),
    whoIsHurtIfThisFails: 'Nothing follows from what people do: names, counts and notices grow stale.',
  }).mayUse(given.bus, 'PutEvents')
  new StreamConsumer(scope, 'Stream', given.platformStream, given.platformStreamArn, onTableChange)
}
