import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { FilterPattern, LogGroup, MetricFilter, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { metricNamespace } from '../../functions/platform/metric-names.ts'
import { houseAlarm } from '../constructs/house-alarm.ts'
import { stageAt } from '../constructs/house-stack.ts'

/**
 * Cries when the edge refuses addresses that are not genuine, or cannot tell. A forged one now and then is nobody's
 * trouble; many at once are a signing key that the edge does not know, and then every film is a 403, which no metric of
 * CloudFront's tells from somebody's expired page. What functions/edge/films.js logs does.
 */
export function watchRefusedFilms(scope: Construct): void {
  const stage = stageAt(scope)
  const logGroup = new LogGroup(scope, 'FilmsLog', {
    // CloudFront's own choice of a name.
    logGroupName: `/aws/cloudfront/function/playhouse-${stage.name}-films`,
    retention: stage.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const filter = new MetricFilter(scope, 'FilmsRefusedLines', {
    logGroup,
    filterPattern: FilterPattern.anyTerm('refused:'),
    metricNamespace,
    metricName: `FilmsRefused-${stage.name}`,
    metricValue: '1',
  })
  houseAlarm(scope, 'FilmsRefused', {
    metric: filter.metric({ statistic: 'sum', period: Duration.minutes(5) }), above: 50, article: 'films-refused',
    whoIsHurt: 'Viewers whose films the edge refuses although they may watch them.',
  })
}
