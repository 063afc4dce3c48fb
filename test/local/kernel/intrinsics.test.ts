import { describe, expect, test } from 'vitest'
import { NO_VALUE, resolve, resolveCondition, type Scope } from '../../../local/kernel/intrinsics.ts'

const values: Record<string, unknown> = { 'AWS::Region': 'us-east-1', 'AWS::NoValue': NO_VALUE, Table: 'films', Names: ['a', 'b'] }
const scope: Scope = {
  ref: name => values[name],
  attribute: (id, name) => `${id}/${name}`,
  condition: name => name === 'IsLocal',
  mapping: (map, first, second) => {
    if (second === 'missing') throw new Error('no such entry')
    return `${map}.${first}.${second}`
  },
  importValue: name => `imported ${name}`,
  dynamic: reference => `<${reference}>`,
}

describe('an intrinsic becomes its value', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Table' }, 'films'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table/Arn'],
    ['GetAtt as a text, its attribute dotted', { 'Fn::GetAtt': 'Cluster.Endpoint.Port' }, 'Cluster/Endpoint.Port'],
    ['Join', { 'Fn::Join': [':', ['arn', { Ref: 'Table' }, '*']] }, 'arn:films:*'],
    ['Join over a list that a Ref answers', { 'Fn::Join': ['-', { Ref: 'Names' }] }, 'a-b'],
    ['Sub with references, attributes and literals', { 'Fn::Sub': '${Table} in ${AWS::Region}: ${Table.Arn} ${!Literal}' }, 'films in us-east-1: Table/Arn ${Literal}'],
    ['Sub with names of its own', { 'Fn::Sub': ['${Who} and ${Table}', { Who: { Ref: 'AWS::Region' } }] }, 'us-east-1 and films'],
    ['Select over Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['If', { 'Fn::If': ['IsLocal', 'here', 'there'] }, 'here'],
    ['FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'key'] }, 'Map.us-east-1.key'],
    ['FindInMap with a default', { 'Fn::FindInMap': ['Map', 'x', 'missing', { DefaultValue: 'other' }] }, 'other'],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Table}-name' } }, 'imported films-name'],
    ['ToJsonString', { 'Fn::ToJsonString': { table: { Ref: 'Table' } } }, '{"table":"films"}'],
    ['Length', { 'Fn::Length': { Ref: 'Names' } }, 2],
    ['NoValue leaves', { Kept: 1, Gone: { Ref: 'AWS::NoValue' }, List: ['a', { Ref: 'AWS::NoValue' }] }, { Kept: 1, List: ['a'] }],
    ['a dynamic reference, once joined', { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Table' }, ':SecretString:key::}}']] }, '<secretsmanager:films:SecretString:key::>'],
    ['a policy Condition stays a key', { Condition: { StringEquals: { a: { Ref: 'Table' } } } }, { Condition: { StringEquals: { a: 'films' } } }],
  ])('%s', (_, value, expected) => expect(resolve(value, scope)).toEqual(expected))

  test('one that is not known says so', () => expect(() => resolve({ 'Fn::Cidr': [] }, scope)).toThrow('does not know the intrinsic function Fn::Cidr'))
})

test('conditions combine', () => {
  expect(resolveCondition({ 'Fn::And': [{ Condition: 'IsLocal' }, { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }] }] }, scope)).toBe(true)
  expect(resolveCondition({ 'Fn::Or': [{ Condition: 'Other' }, { 'Fn::Equals': ['a', 'b'] }] }, scope)).toBe(false)
})
