import type { App } from 'aws-cdk-lib'
import { CfnTemplate } from 'aws-cdk-lib/aws-ses'
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
  }
}
