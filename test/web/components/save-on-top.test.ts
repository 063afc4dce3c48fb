import { expect, test, vi } from 'vitest'
import { ApiProblem } from '../../../functions/platform/contract-client.ts'
import { afterSaving, SavedMeanwhile, saveOnTop } from '../../../web/src/components/save-on-top.ts'

interface House { readonly name: string; readonly version: number }
const house = (name: string, version: number): House => ({ name, version })
const changed = () => new ApiProblem(412, { code: 'version_changed', detail: 'Changed.' })

/** A house that others change: one state after the other each time it is looked at. */
function aSource(...states: House[]) {
  let now = states[0]!
  const put = vi.fn(async (name: string, headers: { 'if-match': string }) => {
    if (headers['if-match'] !== `"${now.version}"`) throw changed()
    return house(name, now.version + 1)
  })
  return { put, typedOf: ({ name }: House) => name, latest: async () => (now = states.shift() ?? now) }
}

test('what was typed is saved on the version that was shown', async () => {
  const source = aSource(house('First', 3))
  expect(await saveOnTop('Mine', house('First', 3), source)).toEqual(house('Mine', 4))
  expect(source.put.mock.calls).toEqual([['Mine', { 'if-match': '"3"' }]])
})

test('a version that moved under the same words is saved on top of', async () => {
  const source = aSource(house('First', 4))
  expect(await saveOnTop('Mine', house('First', 3), source)).toEqual(house('Mine', 5))
})

test('other words are never written over unseen', async () => {
  const source = aSource(house('Theirs', 4))
  const attempt = saveOnTop('Mine', house('First', 3), source)
  await expect(attempt).rejects.toBeInstanceOf(SavedMeanwhile)
  await expect(attempt).rejects.toMatchObject({ theirs: house('Theirs', 4) })
  expect(source.put).toHaveBeenCalledTimes(1)
})

test('a house that never rests is given up, and another refusal is nobody else\'s words', async () => {
  let version = 3
  const put = vi.fn(() => Promise.reject(changed()))
  const restless = { put, typedOf: ({ name }: House) => name, latest: async () => house('First', ++version) }
  await expect(saveOnTop('Mine', house('First', 3), restless)).rejects.toMatchObject({ code: 'version_changed' })
  expect(put).toHaveBeenCalledTimes(8)
  const taken = () => Promise.reject(new ApiProblem(409, { code: 'handle_taken', detail: 'Taken.' }))
  await expect(saveOnTop('Mine', house('First', 3), { ...restless, put: taken })).rejects.toMatchObject({ code: 'handle_taken' })
})

test('what was typed while it was being saved stays; everything else is as the house has kept it', () => {
  const sent = { title: 'As sent', description: ' as sent ', tags: ['ice'] }
  const saved = { ...sent, description: 'as sent' }
  expect(afterSaving(sent, { ...sent, title: 'Typed meanwhile', tags: ['ice'] }, saved)).toEqual({ ...saved, title: 'Typed meanwhile' })
  expect(afterSaving(sent, sent, saved)).toEqual(saved)
})
