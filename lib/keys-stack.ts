import { type App, RemovalPolicy } from 'aws-cdk-lib'
import { KeyValueStore } from 'aws-cdk-lib/aws-cloudfront'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { HouseStack } from './constructs/house-stack.ts'
import { keysDomain } from './domains/keys.ts'
import type { Stage } from './stage.ts'

/** What CloudFront and the functions share: two secrets that rotate by themselves, and the store that the edge reads. */
export class KeysStack extends HouseStack {
  /** Proves that a request came through the front door. */
  readonly originSecret: Secret
  /** Signs path tokens. */
  readonly playbackSecret: Secret
  readonly edgeStore: KeyValueStore

  constructor(app: App, stage: Stage) {
    super(app, 'keys', stage, 'Playhouse: the secrets that the edge and the functions share')
    this.edgeStore = new KeyValueStore(this, 'EdgeStore', {
      keyValueStoreName: `playhouse-${stage.name}`,
      comment: 'Signing secrets and denials, for CloudFront Functions',
    })
    this.originSecret = this.placeholder('OriginSecret', 'Proves to the functions that a request came through CloudFront')
    this.playbackSecret = this.placeholder('PlaybackSecret', 'Signs the permission to watch')
    keysDomain(this, this)
  }

  /** CloudFormation writes something unguessable of the right shape; the first rotation, at once, makes it real and tells the edge. */
  private placeholder(id: string, description: string): Secret {
    return new Secret(this, id, {
      description,
      generateSecretString: { secretStringTemplate: JSON.stringify({ kid: '0' }), generateStringKey: 'secret', excludePunctuation: true, passwordLength: 43 },
      // Made again by the next deployment: nothing is lost with it but the tokens of the hour.
      removalPolicy: RemovalPolicy.DESTROY,
    })
  }
}
