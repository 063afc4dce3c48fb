import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env } from '../../functions/notices/env.ts'
import { Every } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import type { Foundation } from '../foundation.ts'

/** On a stage without a sender, too: what nobody can mail must not be kept. */
export function noticesDomain(scope: Construct, given: Foundation): void {
  const mailing = new HouseFunction(scope, 'EveryMinuteMail', {
    bundle: 'notices-every-minute-mail',
    env,
    timeout: Duration.seconds(60),
    whoIsHurtIfThisFails: 'Somebody whose password or address was changed by a stranger does not hear of it, nor who is suspended why.',
  })
    .mayUse(given.platformTable, 'UpdateItem', 'DeleteItem')
    .mayUse(given.platformIndexes('gsi1'), 'Query')
  if (given.mail) mailing.mayUse(given.mail.notices, 'SendEmail', 'SendTemplatedEmail')
  else mailing.tell({ MAIL_FROM: '', NOTICE_TEMPLATES: '' })
  new Every(scope, 'EveryMinute', Duration.minutes(1), mailing)
}
