import { schemaResolver } from '@mantine/form'
import * as z from 'zod'
import { words } from '../words.ts'

// Where a contract has no sentence of its own for a rule, this is ours.
z.config({
  customError: issue => {
    switch (issue.code) {
      case 'too_small': return issue.origin === 'string' ? (Number(issue.minimum) <= 1 ? words.form.empty : words.form.short(Number(issue.minimum))) : undefined
      case 'too_big': return issue.origin === 'string' ? words.form.long(Number(issue.maximum)) : issue.origin === 'array' ? words.form.many(Number(issue.maximum)) : undefined
      default: return undefined
    }
  },
})

/** Checks what is typed by the contract that the API will check it by: rule and message stand together there. */
export const by = (schema: z.ZodType) => schemaResolver(schema, { sync: true })
