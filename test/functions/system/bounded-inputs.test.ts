import { expect, test } from 'vitest'
import { allContracts } from '../../../functions/system/contracts.ts'
import { fieldsOf } from '../../support/security/sample.ts'

const fields = allContracts.flatMap(({ domain, routes }) => Object.entries(routes).flatMap(([name, route]) =>
  (['params', 'query', 'body'] as const).flatMap(place => fieldsOf(route[place]).map(({ path, schema }) => ({ name: `${domain}.${name} ${place}.${path.join('.')}`, schema })))))

test('every text that a caller may send has a bound', () => {
  const isBounded = ({ type, pattern, maxLength, format, enum: choices, const: only }: Record<string, unknown>) => type !== 'string' || pattern !== undefined || maxLength !== undefined || format !== undefined || choices !== undefined || only !== undefined
  expect(fields.length).toBeGreaterThan(50)
  expect(fields.filter(({ schema }) => !isBounded(schema)).map(({ name }) => name)).toEqual([])
})

test('every list that a caller may send has a bound', () => {
  expect(fields.filter(({ schema }) => schema.type === 'array' && schema.maxItems === undefined).map(({ name }) => name)).toEqual([])
})
