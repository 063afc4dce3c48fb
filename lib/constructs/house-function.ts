import { existsSync } from 'node:fs'
import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type * as z from 'zod'
import { acknowledgeWildcards } from './acknowledge.ts'
import { houseAlarm } from './house-alarm.ts'
import { stageAt } from './house-stack.ts'
import type { Usable } from './usable.ts'

export interface HouseFunctionProps {
  /** Which of build/functions it runs: `videos-api` for functions/videos/api.ts. */
  readonly bundle: string
  /** The variables it reads: it is told exactly these. */
  readonly env: z.ZodObject
  readonly timeout: Duration
  /** A sentence for whoever is woken by its alarm. */
  readonly whoIsHurtIfThisFails: string
  /** Memory in MB buys CPU in proportion; 1769 MB is one whole core. */
  readonly memory?: number
  /** Shared by functions that may do exactly the same; otherwise each has its own. */
  readonly role?: Role
}

/** A role for functions, that may do nothing yet. */
export const functionRole = (scope: Construct, id: string, description: string): Role =>
  new Role(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description })

/** A function of the house: one bundle, a role of its own that starts with nothing, its log, its traces, its alarm. */
export class HouseFunction extends Construct {
  readonly lambda: LambdaFunction
  readonly timeout: Duration
  readonly whoIsHurt: string
  readonly role: Role
  private readonly told: Set<string> = new Set()

  constructor(scope: Construct, id: string, { bundle, env, timeout, whoIsHurtIfThisFails, memory = 512, role }: HouseFunctionProps) {
    super(scope, id)
    const stage = stageAt(this)
    this.timeout = timeout
    this.whoIsHurt = whoIsHurtIfThisFails
    this.role = role ?? functionRole(this, 'Role', `What ${bundle} may do`)
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/playhouse/${stage.name}/${bundle}`,
      retention: stage.logRetentionDays as RetentionDays,
      removalPolicy: stage.sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    })
    this.role.addToPrincipalPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }))
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: `playhouse-${stage.name}-${bundle}`,
      description: whoIsHurtIfThisFails,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundleFolder(bundle)),
      role: this.role,
      timeout,
      memorySize: memory,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    })
    acknowledgeWildcards(this.role, ['*'], 'Traces belong to no resource: X-Ray takes them for the account.')
    houseAlarm(this, 'Errors', { metric: this.lambda.metricErrors(), above: 0, article: 'function-errors', whoIsHurt: whoIsHurtIfThisFails })
    this.tell({ STAGE: stage.name })
    this.node.addValidation({ validate: () => this.differences(env) })
  }

  /** Grants these actions, and tells the function where to find what they act on. */
  mayUse<Action extends string>(what: Usable<Action>, ...actions: Action[]): this {
    for (const action of actions) {
      const resources = [...what.resourcesOf(action)]
      this.role.addToPrincipalPolicy(new PolicyStatement({ actions: [`${what.service}:${action}`], resources, conditions: what.conditionsOf?.(action) }))
      if (what.starBecause) acknowledgeWildcards(this.role, resources, what.starBecause)
    }
    return this.tell(what.variables)
  }

  /** Tells what needs no grant. */
  tell(variables: Readonly<Record<string, string>>): this {
    for (const [name, value] of Object.entries(variables)) {
      this.lambda.addEnvironment(name, value)
      this.told.add(name)
    }
    return this
  }

  /** A variable that is missing would stop the function at its first call; one too many is a grant that nobody uses. */
  private differences(env: z.ZodObject): string[] {
    const wanted = Object.keys(env.shape)
    const missing = wanted.filter(name => !this.told.has(name)).map(name => `is not told ${name}, which its env.ts declares`)
    const idle = [...this.told].filter(name => !wanted.includes(name)).map(name => `is told ${name}, which its env.ts does not declare`)
    return [...missing, ...idle].map(difference => `${this.node.path} ${difference}.`)
  }
}

function bundleFolder(bundle: string): string {
  const folder = new URL(`../../build/functions/${bundle}`, import.meta.url).pathname
  if (!existsSync(`${folder}/index.js`)) throw new Error(`There is no bundle build/functions/${bundle}: run "npm run build", and see that functions/${bundle.replace('-', '/')}.ts exists.`)
  return folder
}
