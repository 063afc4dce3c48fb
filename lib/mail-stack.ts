import { type App, Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnTemplate } from 'aws-cdk-lib/aws-ses'
import { houseAlarm } from './constructs/house-alarm.ts'
import { HouseStack } from './constructs/house-stack.ts'
import { templates, type TemplateName } from './mail/templates.ts'
import type { Stage } from './stage.ts'

/** How the house writes to people. Codes are Cognito's own mails (identity-stack.ts), in the same look. */
export class MailStack extends HouseStack {
  /** What templates are called in SES. */
  readonly templates: Readonly<Record<TemplateName, string>>

  constructor(app: App, stage: Stage) {
    super(app, 'mail', stage, 'Playhouse: the mails it writes')
    this.templates = Object.fromEntries(Object.entries(templates).map(([name, { subject, text, html }]) => {
      const templateName = `playhouse-${stage.name}-${name}`
      new CfnTemplate(this, name, { template: { templateName, subjectPart: subject, textPart: text, htmlPart: html } })
      return [name, templateName]
    })) as Record<TemplateName, string>
    if (stage.mail) this.reputation()
  }

  /** SES looks into an account at 5 % of bounces and 0.1 % of complaints, and stops its mails at 10 % and 0.5 %. Both figures are the account's. */
  private reputation(): void {
    for (const [rate, above] of Object.entries({ BounceRate: 0.05, ComplaintRate: 0.001 })) {
      houseAlarm(this, rate, {
        metric: new Metric({ namespace: 'AWS/SES', metricName: `Reputation.${rate}`, statistic: 'avg', period: Duration.hours(1) }), above, article: 'mail-reputation',
        whoIsHurt: 'Nobody yet; if it goes on, SES stops sending, and nobody can sign up, reset a password or be invited.',
      })
    }
  }
}
