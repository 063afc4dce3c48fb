import { type App, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption, type TableProps } from 'aws-cdk-lib/aws-dynamodb'
import { houseAlarm } from './constructs/house-alarm.ts'
import { HouseStack } from './constructs/house-stack.ts'
import type { Stage } from './stage.ts'

const string = (name: string) => ({ name, type: AttributeType.STRING })

/** The two tables. */
export class DataStack extends HouseStack {
  /** The truth of every domain; its stream is the outbox. */
  readonly platformTable: Table
  /** What changes with every heartbeat and dies by itself: sessions, rate buckets, idempotency keys. */
  readonly hotTable: Table

  constructor(app: App, stage: Stage) {
    super(app, 'data', stage, 'Playhouse: the tables')
    const house: TableProps = {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: !stage.sandbox,
      removalPolicy: stage.sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    }
    this.platformTable = new Table(this, 'Platform', { ...house, stream: StreamViewType.NEW_AND_OLD_IMAGES })
    // All three from the first deploy: CloudFormation adds one index per update.
    for (const index of ['gsi1', 'gsi2', 'gsi3']) {
      this.platformTable.addGlobalSecondaryIndex({ indexName: index, partitionKey: string(`${index}pk`), sortKey: string(`${index}sk`) })
    }
    this.hotTable = new Table(this, 'Hot', { ...house, timeToLiveAttribute: 'expiresAt' })
    // Keys only: a write that leaves gsi1's own attributes alone, as a heartbeat does, then costs nothing here.
    this.hotTable.addGlobalSecondaryIndex({ indexName: 'gsi1', partitionKey: string('gsi1pk'), sortKey: string('gsi1sk'), projectionType: ProjectionType.KEYS_ONLY })
    for (const [id, table] of Object.entries({ Platform: this.platformTable, Hot: this.hotTable })) {
      for (const kind of ['Read', 'Write']) {
        houseAlarm(this, `${id}${kind}Throttled`, {
          metric: table.metric(`${kind}ThrottleEvents`, { statistic: 'sum', period: Duration.minutes(5) }), above: 10, article: 'table-throttled',
          whoIsHurt: 'Requests are slow or are asked to try again.',
        })
      }
    }
  }
}
