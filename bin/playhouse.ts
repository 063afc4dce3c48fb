/** The CDK app: every stack, in reading order. */
import { readFileSync } from 'node:fs'
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { ApiStack } from '../lib/api-stack.ts'
import { DataStack } from '../lib/data-stack.ts'
import { DeliveryStack } from '../lib/delivery-stack.ts'
import { EventsStack } from '../lib/events-stack.ts'
import { foundationOf } from '../lib/foundation.ts'
import { IdentityStack } from '../lib/identity-stack.ts'
import { KeysStack } from '../lib/keys-stack.ts'
import { MailStack } from '../lib/mail-stack.ts'
import { MediaStack } from '../lib/media-stack.ts'
import { ObservabilityStack } from '../lib/observability-stack.ts'
import { missingFor, stageOf } from '../lib/stage.ts'
import { WebStack } from '../lib/web-stack.ts'
import { refuseTooLarge, sizesIn, tableOf } from './template-sizes.ts'

export function playhouse(app: App) {
  const stage = stageOf(app.node)
  const missing = missingFor(stage)
  if (missing) throw new Error(missing)
  const identity = new IdentityStack(app, stage)
  const data = new DataStack(app, stage)
  const keys = new KeysStack(app, stage)
  const media = new MediaStack(app, stage)
  const events = new EventsStack(app, stage)
  const mail = new MailStack(app, stage)
  const api = new ApiStack(app, stage, foundationOf({ identity, data, keys, media, events, mail }))
  const delivery = new DeliveryStack(app, stage, { uploads: media.uploads, films: media.films, web: media.web, edgeStore: keys.edgeStore, apiDomainName: api.domainName })
  const web = new WebStack(app, stage, media.web)
  const observability = new ObservabilityStack(app, stage, { api: api.api, distribution: delivery.distribution, tables: [data.platformTable, data.hotTable] })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  return { identity, data, keys, media, events, mail, api, delivery, web, observability }
}

/** An app with the settings of cdk.json, which only the CDK's command line would read by itself. */
export function playhouseApp(context: Readonly<Record<string, string>> = {}, outdir = process.env.CDK_OUTDIR ?? 'build/cdk.out'): App {
  const settings = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as { context: Record<string, unknown> }
  return new App({ context: { ...settings.context, ...context }, outdir, analyticsReporting: false })
}

if (import.meta.main) {
  const app = playhouseApp()
  playhouse(app)
  const sizes = sizesIn(app.synth().directory)
  console.error(tableOf(sizes))
  refuseTooLarge(sizes)
}
