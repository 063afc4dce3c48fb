import { expect, test } from 'vitest'

test('passes', () => expect(true).toBe(true))
