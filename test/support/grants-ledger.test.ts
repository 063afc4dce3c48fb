import { describe, expect, test } from 'vitest'
import { faultsIn, type Ledger } from './grants-ledger.ts'

const role = 'arn:aws:iam::000000000000:role/playhouse-local-api-videosApiRole'
const read = { role, action: 'dynamodb:GetItem', resource: 'arn:table' }
const query = { role, action: 'dynamodb:Query', resource: 'arn:table/index/gsi2' }
const ledger = ({ unexercised = [], denied = [] }: { unexercised?: Ledger['unexercised']; denied?: string[] } = {}): Ledger => ({ unexercised, denied: denied.map(message => ({ message })) })
const refused = `User: ${role} is not authorized to perform: s3:GetObject on resource: arn:film`

describe('a run', () => {
  test('has no faults when all that is granted was used and nothing was denied', () => {
    expect(faultsIn([])).toEqual([])
    expect(faultsIn([ledger(), ledger()])).toEqual([])
  })

  test('names a grant that no house used, with its resource', () => {
    expect(faultsIn([ledger({ unexercised: [read, query] }), ledger({ unexercised: [query] })])).toEqual([`granted but never exercised: ${role} dynamodb:Query on arn:table/index/gsi2`])
    expect(faultsIn([ledger({ unexercised: [query] })])).toHaveLength(1)
  })

  test('is content with a grant that any one house used, first or last', () => {
    expect(faultsIn([ledger({ unexercised: [read] }), ledger()])).toEqual([])
    expect(faultsIn([ledger(), ledger({ unexercised: [read] })])).toEqual([])
  })

  test('does not take one index for another, nor one role for another', () => {
    const another = { ...query, resource: 'arn:table/index/gsi1' }
    const elses = { ...query, role: `${role}2` }
    expect(faultsIn([ledger({ unexercised: [query] }), ledger({ unexercised: [another, elses] })])).toEqual([])
    expect(faultsIn([ledger({ unexercised: [query, another] }), ledger({ unexercised: [another, elses] })])).toEqual([expect.stringContaining('gsi1')])
  })

  test('names what any house denied, once', () => {
    expect(faultsIn([ledger(), ledger({ denied: [refused] }), ledger({ denied: [refused] })])).toEqual([`denied: ${refused}`])
  })

  test('names an idle grant and a denial both', () => {
    expect(faultsIn([ledger({ unexercised: [read], denied: [refused] })])).toHaveLength(2)
  })
})

describe('what belongs to a working house is no fault', () => {
  test('the edge asks for what is not there', () => {
    expect(faultsIn([ledger({ denied: ['Service: cloudfront.amazonaws.com (for arn:distribution) is not authorized to perform: s3:ListBucket on resource: arn:films because …'] })])).toEqual([])
    expect(faultsIn([ledger({ denied: ['Service: cloudfront.amazonaws.com (for arn:distribution) is not authorized to perform: s3:GetObject on resource: arn:films/v/1 because …'] })])).toHaveLength(1)
  })

  test('a sender is an address or a domain', () => {
    const send = { role: 'arn:aws:iam::000000000000:role/playhouse-local-api-channelsOnInvitedRole1A2B3C4D', action: 'ses:SendEmail', resource: 'arn:aws:ses:us-east-1:000000000000:identity/example.org' }
    expect(faultsIn([ledger({ unexercised: [send] })])).toEqual([])
    expect(faultsIn([ledger({ unexercised: [{ ...send, resource: send.resource.replace('example.org', 'playhouse@example.org') }] })])).toHaveLength(1)
    expect(faultsIn([ledger({ unexercised: [{ ...send, resource: send.resource.replace('identity/example.org', 'template/invitation') }] })])).toHaveLength(1)
  })

  test.each(['system', 'users', 'audit', 'sharing'])('%s has too quiet an API to share a rate bucket', domain => {
    const share = { role: `arn:aws:iam::000000000000:role/playhouse-local-api-${domain}ApiRole1A2B3C4D-XYZ`, action: 'dynamodb:UpdateItem', resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/playhouse-local-data-Hot1' }
    expect(faultsIn([ledger({ unexercised: [share] })])).toEqual([])
    expect(faultsIn([ledger({ unexercised: [{ ...share, action: 'dynamodb:PutItem' }] })])).toHaveLength(1)
    expect(faultsIn([ledger({ unexercised: [{ ...share, resource: share.resource.replace('Hot', 'Platform') }] })])).toHaveLength(1)
  })
})
