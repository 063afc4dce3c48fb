import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeIn, createPlugin } from '../../../local/mailbox/plugin.ts'
import { fakeCloud, type FakeCloud } from '../cognito/fake-cloud.ts'

let fake: FakeCloud
beforeAll(async () => {
  fake = await fakeCloud([createPlugin])
  await fake.realise('AWS::SES::EmailIdentity', 'Domain', { EmailIdentity: 'playhouse.example' })
  await fake.realise('AWS::SES::ConfigurationSet', 'Mails', { Name: 'mails' })
  await fake.realise('AWS::SES::Template', 'Welcome', { Template: { TemplateName: 'welcome', SubjectPart: 'Welcome, {{name}}', TextPart: 'Hello {{name}}.' } })
})
afterAll(() => fake.stop())

const send = async (mail: object) => {
  const response = await fetch(`${fake.cloud.endpoint}/v2/email/outbound-emails`, {
    method: 'POST', headers: { authorization: 'AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/ses/aws4_request' },
    body: JSON.stringify({ FromEmailAddress: 'Playhouse <house@playhouse.example>', Destination: { ToAddresses: ['ana@example.org'] }, ...mail }),
  })
  return { status: response.status, error: response.headers.get('x-amzn-errortype'), ...await response.json() as { MessageId?: string } }
}
const simple = { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Your code is 123456.' }, Html: { Data: '<p>Hi</p>' } } } }

describe('SES', () => {
  it('puts a mail into each recipient\'s box, newest first', async () => {
    const { MessageId } = await send({ Destination: { ToAddresses: ['bo@example.org'], CcAddresses: ['Cy <cy@example.org>'] }, Content: simple })
    expect(MessageId).toBeTruthy()
    await send({ Destination: { ToAddresses: ['bo@example.org'] }, Content: { Template: { TemplateName: 'welcome', TemplateData: '{"name":"Bo"}' } } })
    expect(fake.cloud.use('mailbox').list('BO@example.org').map(mail => mail.subject)).toEqual(['Welcome, Bo', 'Hello'])
    expect(fake.cloud.use('mailbox').list('cy@example.org')[0]).toMatchObject({ from: 'Playhouse <house@playhouse.example>', text: 'Your code is 123456.', html: '<p>Hi</p>' })
  })

  it('asks IAM for the identity, the configuration set and the template, and for templated mail where there is a template', async () => {
    const resources = ['identity/playhouse.example', 'configuration-set/mails', 'template/welcome']
    fake.asked.length = 0
    await send({ ConfigurationSetName: 'mails', Content: { Template: { TemplateName: 'welcome', TemplateData: '{"name":"Ana"}' } } })
    expect(fake.asked.map(({ action, resource }) => `${action} ${resource.split(':').at(-1)}`)).toEqual(['ses:SendEmail', 'ses:SendTemplatedEmail'].flatMap(action => resources.map(resource => `${action} ${resource}`)))
    expect(fake.asked[0]).toMatchObject({ context: { 'ses:FromAddress': 'house@playhouse.example' } })
    fake.asked.length = 0
    await send({ Content: simple })
    expect(fake.asked.map(({ action }) => action)).toEqual(['ses:SendEmail'])
  })

  it('refuses a sender that is no identity, and what does not exist', async () => {
    await expect(send({ FromEmailAddress: 'me@elsewhere.example', Content: simple })).resolves.toMatchObject({ status: 400, error: 'MessageRejected' })
    await expect(send({ ConfigurationSetName: 'none', Content: simple })).resolves.toMatchObject({ status: 404 })
    await expect(send({ Content: { Template: { TemplateName: 'none' } } })).resolves.toMatchObject({ status: 404 })
  })

  it('accepts a mail whose data lacks a value, sends nothing and says so, as SES does', async () => {
    const before = fake.cloud.use('mailbox').list().length
    await expect(send({ Content: { Template: { TemplateName: 'welcome', TemplateData: '{}' } } })).resolves.toMatchObject({ status: 200 })
    expect(fake.cloud.use('mailbox').list()).toHaveLength(before)
    expect(fake.cloud.activity({ kind: 'error' })[0]?.message).toContain('has no "name"')
  })
})

describe('the mailbox', () => {
  it('keeps the last five hundred, over a restart', async () => {
    const small = await fakeCloud([createPlugin])
    for (let n = 0; n < 505; n++) small.cloud.use('mailbox').deliver({ to: 'a@example.org', from: 'b@example.org', subject: `${n}`, text: '' })
    await small.restart()
    const mails = small.cloud.use('mailbox').list()
    expect([mails.length, mails[0]?.subject, mails.at(-1)?.subject]).toEqual([500, '504', '5'])
    await small.stop()
  })

  it('finds the code: the first number of exactly six digits', () => {
    expect(codeIn({ subject: '', text: 'Order 1234567, code 042137, or 999999' })).toBe('042137')
    expect(codeIn({ subject: '998877 is your code', text: 'No code here' })).toBe('998877')
    expect(codeIn({ subject: '', text: 'none' })).toBeUndefined()
  })
})
