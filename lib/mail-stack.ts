import { type App, Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnTemplate } from 'aws-cdk-lib/aws-ses'
import { houseAlarm } from './constructs/house-alarm.ts'
import { HouseStack } from './constructs/house-stack.ts'
import { usableMail, type MailAction, type Usable } from './constructs/usable.ts'
import { noticeTemplates, templates, type TemplateName } from './mail/templates.ts'
import type { Stage } from './stage.ts'

/** How the house writes to people. Codes are Cognito's own mails (identity-stack.ts), in the same look. */
export class MailStack extends HouseStack {
  /** Null on a stage that has no sender: it writes no mails but the user pool's codes. */
  readonly usable: { readonly invitation: Usable<MailAction>; readonly notices: Usable<MailAction> } | null

  constructor(app: App, stage: Stage) {
    super(app, 'mail', stage, 'Playhouse: the mails it writes')
    const prefix = `playhouse-${stage.name}-`
    for (const [name, { subject, text, html }] of Object.entries(templates)) {
      new CfnTemplate(this, name, { template: { templateName: prefix + name, subjectPart: subject, textPart: text, htmlPart: html } })
    }
    const by = (names: readonly TemplateName[], variables: Readonly<Record<string, string>>) => usableMail(this, stage.mail!.from, names.map(name => prefix + name), variables)
    this.usable = stage.mail ? {
      invitation: by(['invitation'], { INVITATION_TEMPLATE: `${prefix}invitation` }),
      notices: by(Object.keys(noticeTemplates) as TemplateName[], { NOTICE_TEMPLATES: prefix }),
    } : null
    if (stage.mail) this.reputation()
  }

  /** SES looks into an account at 5 % of bounces and 0.1 % of complaints, and stops its mails at 10 % and 0.5 %. Both figures are the account's. */
  private reputation(): void {
    for (const [rate, above] of Object.entries({ BounceRate: 0.05, ComplaintRate: 0.001 })) {
      houseAlarm(this, rate, {
        metric: new Metric({ namespace: 'AWS/SES', metricName: `Reputation.${rate}`, statistic: 'avg', period: Duration.hours(1) }), above, article: 'mail-reputation',
        whoIsHurt: 'Nobody yet; if it goes on, SES stops sending, and nobody can sign up, reset a password, be invited or be told of what happens to their account.',
      })
    }
  }
}
