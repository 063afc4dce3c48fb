/** The wire: JSON 1.1 under X-Amz-Target, permissions on the pool's ARN, Cognito's error shape. */
import type { Api, ApiRequest, Cloud } from '../plugin.ts'
import { invalidParameter } from './errors.ts'
import { tableOf } from './operation.ts'
import { adminUserOperations } from './operations/admin-users.ts'
import { describeOperations } from './operations/describe.ts'
import { groupOperations } from './operations/groups.ts'
import { listOperations } from './operations/list-users.ts'
import { ownAttributeOperations } from './operations/own-attributes.ts'
import { recoveryOperations } from './operations/recovery.ts'
import { sessionOperations } from './operations/sessions.ts'
import { signInOperations } from './operations/sign-in.ts'
import { signUpOperations } from './operations/sign-up.ts'
import type { Pools } from './pools.ts'

const target = 'AWSCognitoIdentityProviderService.'
const operations = tableOf(
  signUpOperations, recoveryOperations, signInOperations, sessionOperations, ownAttributeOperations,
  adminUserOperations, groupOperations, listOperations, describeOperations,
)

/** The API that SDK clients reach. */
export function createApi(cloud: Cloud, pools: Pools): Api {
  return {
    signingName: 'cognito-idp',
    unsignedOperation: request => {
      const name = operationOf(request)
      return name && operations[name]?.access === 'unsigned' ? name : null
    },
    operationOf,
    async permissions(name, request) {
      const operation = operations[name]
      if (!operation) throw new Error(`No permissions are known for cognito-idp:${name}.`)
      // IAM has no say in a person's own calls, signed or not.
      if (operation.access === 'unsigned') return []
      const { UserPoolId } = await inputOf(request) as { UserPoolId?: string }
      return [{ action: `cognito-idp:${name}`, resource: UserPoolId === undefined ? '*' : `arn:aws:cognito-idp:${cloud.region}:${cloud.account}:userpool/${UserPoolId}` }]
    },
    async handle(name, request) {
      const output = await operations[name]!.run(await inputOf(request), pools)
      // Answered is kept: what a caller has been told must survive the process.
      await Promise.all([...pools.all()].map(pool => pool.flush()))
      return json(200, output)
    },
    error: error => ({ ...json(error.status, { ...error.extra, __type: error.code, message: error.message }) }),
  }
}

function operationOf(request: Pick<ApiRequest, 'headers'>): string | null {
  const header = String(request.headers['x-amz-target'] ?? '')
  const name = header.startsWith(target) ? header.slice(target.length) : ''
  return operations[name] ? name : null
}

const inputs = new WeakMap<ApiRequest, Promise<object>>()
/** The parsed body; permissions and handler read the same one. */
function inputOf(request: ApiRequest): Promise<object> {
  const known = inputs.get(request)
  if (known) return known
  const parsed = request.text().then(parse)
  inputs.set(request, parsed)
  return parsed
}

function parse(text: string): object {
  try {
    const input: unknown = JSON.parse(text || '{}')
    if (input && typeof input === 'object' && !Array.isArray(input)) return input
  } catch { /* refused below */ }
  throw invalidParameter('The request body is not a JSON object.')
}

const json = (status: number, body: object) => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  // JSON 1.1 tells times in epoch seconds.
  body: JSON.stringify(body, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key]
    return raw instanceof Date ? raw.getTime() / 1000 : value
  }),
})
