import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env, sweepEnv } from '../../functions/pictures/env.ts'
import { Every } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function picturesDomain(scope: Construct, given: Foundation) {
  // A whole core for a second, and room for a picture of 26 megapixels three times over.
  const api = apiFunction(scope, given, 'pictures', env, 'Nobody can send a picture of themselves, of a channel or for a film.', { memory: 1769 })
    .mayUse(given.platformTable, 'PutItem')
    .mayUse(given.pictures, 'PutObject')

  new Every(scope, 'EveryHour', Duration.hours(1), new HouseFunction(scope, 'EveryHourSweep', {
    bundle: 'pictures-every-hour-sweep',
    env: sweepEnv,
    timeout: Duration.seconds(60),
    whoIsHurtIfThisFails: 'Pictures that nothing shows any more are kept.',
  })
    .mayUse(given.platformTable, 'UpdateItem', 'DeleteItem')
    .mayUse(given.platformIndexes('gsi2'), 'Query')
    .mayUse(given.pictures, 'DeleteObject'))
  return { api }
}
