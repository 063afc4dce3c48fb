import { expect, test, vi } from 'vitest'
import { ApiProblem } from '../../../functions/platform/contract-client.ts'
import { HouseSentence, needsSignIn, placeProblem, sentenceFor } from '../../../web/src/components/problem.ts'

const problem = (code: string, errors?: { path: string; message: string }[]) => new ApiProblem(400, { code, detail: `${code} in the API's words`, errors })

test('a refusal is told in our words where we have them, else in the API\'s', () => {
  expect(sentenceFor(problem('handle_taken'))).toBe('Another channel has this handle. Choose another one.')
  expect(sentenceFor(problem('something_new'))).toBe("something_new in the API's words")
  expect(sentenceFor(new TypeError('x is undefined'))).toMatch(/^Something went wrong on this page/)
})

test('a sentence of the house is told as it is', () => {
  expect(sentenceFor(new HouseSentence('This browser cannot read that picture.'))).toBe('This browser cannot read that picture.')
})

test('a refusal stands beside the field it speaks of', () => {
  const form = { setFieldError: vi.fn() }
  expect(placeProblem(form, problem('handle_taken'), { handle_taken: 'handle' })).toBeNull()
  expect(form.setFieldError).toHaveBeenCalledWith('handle', 'Another channel has this handle. Choose another one.')
  expect(placeProblem(form, problem('invalid_input', [{ path: 'body.title', message: 'Too long.' }]))).toBeNull()
  expect(form.setFieldError).toHaveBeenLastCalledWith('title', 'Too long.')
})

test('beside a field a refusal may say what fits there better', () => {
  const form = { setFieldError: vi.fn() }
  placeProblem(form, problem('wrong_credentials'), { wrong_credentials: 'password' }, { wrong_credentials: 'That is not your password.' })
  expect(form.setFieldError).toHaveBeenCalledWith('password', 'That is not your password.')
})

test.each([['not_signed_in', true], ['session_ended', true], ['wrong_credentials', false], ['suspended', false]])('whether signing in helps against %s: %s', (code, helps) => expect(needsSignIn(problem(code))).toBe(helps))

test('what belongs to no field is left for the form', () => {
  const refused = problem('too_many_channels')
  expect(placeProblem({ setFieldError: vi.fn() }, refused)).toBe(refused)
})
