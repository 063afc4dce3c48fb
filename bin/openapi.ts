/** `npm run openapi`: writes docs/openapi.json from the contracts. */
import { writeFileSync } from 'node:fs'
import { allContracts, apiVersion } from '../functions/system/contracts.ts'
import { openApiOf } from '../functions/platform/openapi.ts'

writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(openApiOf(allContracts, apiVersion), null, 2)}\n`)
