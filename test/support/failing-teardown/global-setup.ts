import { failTheRun } from '../fail-the-run.ts'

export default () => failTheRun(async () => { throw new Error('A grant was never exercised.') })
