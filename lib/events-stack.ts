import type { App } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { HouseStack } from './constructs/house-stack.ts'
import type { Stage } from './stage.ts'

/** The bus that carries what has happened in the domains. */
export class EventsStack extends HouseStack {
  readonly bus: EventBus

  constructor(app: App, stage: Stage) {
    super(app, 'events', stage, 'Playhouse: the bus')
    this.bus = new EventBus(this, 'Bus', { eventBusName: `playhouse-${stage.name}`, description: 'Events that the domains declare in their contracts' })
  }
}
