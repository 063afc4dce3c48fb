import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { stageAt } from './house-stack.ts'

export interface HouseAlarmProps {
  readonly metric: IMetric
  /** Alarms above this … */
  readonly above?: number
  /** … or below this, silence included: for what should never stop. */
  readonly below?: number
  /** Periods in a row; one is enough for what should never happen. */
  readonly periods?: number
  /** The heading of its article in docs/runbook.md: what it means, where to look, how to mend it. */
  readonly article: string
  readonly whoIsHurt: string
}

/** An alarm that says whom it is about and where help is written. */
export function houseAlarm(scope: Construct, id: string, { metric, above = 0, below, periods = 1, article, whoIsHurt }: HouseAlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold: below ?? above,
    evaluationPeriods: periods,
    comparisonOperator: below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    alarmDescription: `${whoIsHurt} See docs/runbook.md#${article}`,
  })
  const { alarmTopicArn } = stageAt(scope)
  if (alarmTopicArn) alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(scope, `${id}Topic`, alarmTopicArn)))
  return alarm
}
