import { expect, test } from 'vitest'
import { changesBetween } from '../../../../web/src/features/audit/changes-between.ts'

test('only what has changed is told, in words', () => {
  expect(changesBetween({ status: 'active', roles: ['viewer'] }, { status: 'suspended', roles: ['viewer'] })).toEqual([{ name: 'status', before: 'active', after: 'suspended' }])
  expect(changesBetween({ roles: ['viewer', 'creator'] }, { roles: ['viewer'], note: 3 })).toEqual([{ name: 'roles', before: 'viewer, creator', after: 'viewer' }, { name: 'note', before: '–', after: '3' }])
})
