import { expect, test } from 'vitest'
import { dynamicReference } from '../../../local/kernel/dynamic-references.ts'
import type { Services } from '../../../local/services.ts'

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:origin-abc123'
const services: Partial<Services> = {
  parameters: { value: name => `value of ${name}` },
  secrets: { value: (id, stage) => JSON.stringify({ id, stage: stage ?? 'AWSCURRENT', secret: 's3cret' }) },
}
const value = (reference: string) => dynamicReference(reference, name => services[name] as never)

test.each([
  ['ssm:/playhouse/flags', 'value of /playhouse/flags'],
  ['ssm:/playhouse/flags:3', 'value of /playhouse/flags'],
  [`secretsmanager:${ARN}:SecretString:secret::`, 's3cret'],
  [`secretsmanager:${ARN}:SecretString:id::`, ARN],
  ['secretsmanager:origin:SecretString:stage:AWSPREVIOUS:', 'AWSPREVIOUS'],
  ['secretsmanager:origin', '{"id":"origin","stage":"AWSCURRENT","secret":"s3cret"}'],
])('{{resolve:%s}} is %s', (reference, expected) => expect(value(reference)).toBe(expected))

test('a key that the secret does not have is named', () => {
  expect(() => value('secretsmanager:origin:SecretString:other::')).toThrow('the secret origin has no key "other"')
})
test('another service is not known', () => {
  expect(() => value('vault:x')).toThrow('{{resolve:vault:x}} is no dynamic reference')
})
