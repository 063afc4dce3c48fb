import { type App, Aws, CfnRule, Fn, Stack as CdkStack } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'
import type { Stage } from '../stage.ts'

/** A stack of one stage: what is created and destroyed together. */
export class HouseStack extends CdkStack {
  readonly stage: Stage

  constructor(app: App, word: string, stage: Stage, description: string) {
    super(app, `playhouse-${stage.name}-${word}`, {
      description,
      analyticsReporting: false,
      terminationProtection: !stage.sandbox,
      tags: { app: 'playhouse', stage: stage.name },
    })
    this.stage = stage
    // In every stack, so that a slip is told before the first of them stands: the region of one is the region of all.
    new CfnRule(this, 'OnlyInOneRegion', {
      assertions: [{ assert: Fn.conditionEquals(Aws.REGION, 'us-east-1'), assertDescription: 'Firewalls and certificates of CloudFront live in us-east-1, so Playhouse does.' }],
    })
  }
}

/** The stage that a construct belongs to. */
export function stageAt(construct: IConstruct): Stage {
  const stack = CdkStack.of(construct)
  if (!(stack instanceof HouseStack)) throw new Error(`${construct.node.path} stands in no stack of the house.`)
  return stack.stage
}
