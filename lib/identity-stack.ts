import { type App, CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AccountRecovery, CfnUserPoolGroup, ClientAttributes, UserPool, UserPoolClient, UserPoolEmail, VerificationEmailStyle } from 'aws-cdk-lib/aws-cognito'
import { role } from '../functions/auth/contract.ts'
import { acknowledge } from './constructs/acknowledge.ts'
import { HouseStack } from './constructs/house-stack.ts'
import { codeMail } from './mail/templates.ts'
import type { Stage } from './stage.ts'

/** Who people are. Our own pages speak to our API, and only the API speaks to this pool. */
export class IdentityStack extends HouseStack {
  readonly pool: UserPool
  readonly client: UserPoolClient

  constructor(app: App, stage: Stage) {
    super(app, 'identity', stage, 'Playhouse: who people are')
    this.pool = new UserPool(this, 'People', {
      // Operators find it by this name (bin/join-group.ts).
      userPoolName: `playhouse-${stage.name}`,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      selfSignUpEnabled: true,
      autoVerify: { email: true },
      // A new address counts only once its code has come back; until then the old one stays.
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      // Told by functions/auth/contract.ts before the pool is asked; length protects better than symbols do.
      passwordPolicy: { minLength: 10, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      userVerification: {
        emailStyle: VerificationEmailStyle.CODE,
        emailSubject: codeMail.subject,
        emailBody: codeMail.html,
      },
      email: stage.mail ? UserPoolEmail.withSES({ fromEmail: stage.mail.from, fromName: 'Playhouse', sesRegion: 'us-east-1', sesVerifiedDomain: stage.mail.verifiedDomain }) : undefined,
      deletionProtection: !stage.sandbox,
      removalPolicy: stage.sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    })
    acknowledge(this.pool, {
      COG1: 'Ten characters of three kinds: forced symbols make passwords predictable, not strong (NIST SP 800-63B).',
      COG2: 'A second factor is the person\'s choice; it comes with the account settings.',
      COG3: 'Threat protection belongs to the Plus tier, several times the price per person; sign-in is limited per address and account by our own buckets.',
      COG8: 'The Plus tier adds threat protection only; see COG3.',
    })

    const own = new ClientAttributes().withStandardAttributes({ email: true, fullname: true })
    this.client = new UserPoolClient(this, 'Api', {
      userPool: this.pool,
      generateSecret: true,
      authFlows: { adminUserPassword: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(30),
      // Two tabs that refresh at the same moment both stay signed in.
      refreshTokenRotationGracePeriod: Duration.seconds(30),
      readAttributes: own,
      writeAttributes: own,
    })

    for (const groupName of role.options) new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId: this.pool.userPoolId, groupName })
    new CfnOutput(this, 'UserPoolId', { value: this.pool.userPoolId, description: 'Where the first admin is made one' })
  }
}
