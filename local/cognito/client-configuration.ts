/** What the template says about an app client. */
import type { Resource } from '../plugin.ts'

/** An app client: which flows it may use, how long its tokens live, what it may read and write. */
export interface Client {
  readonly id: string
  readonly name: string
  /** Undefined when the template asked for none. */
  readonly secret?: string
  readonly flows: readonly string[]
  readonly hidesWhetherUsersExist: boolean
  readonly writes?: readonly string[]
  readonly reads?: readonly string[]
  /** Seconds. */
  readonly accessTokenLife: number
  readonly idTokenLife: number
  readonly refreshTokenLife: number
  /** Refresh tokens are good once; the one replaced stays good for this many seconds. Undefined: no rotation. */
  readonly rotationGrace?: number
  readonly revocable: boolean
  /** The template's properties, for DescribeUserPoolClient. */
  readonly properties: Resource['properties']
}

/** Reads AWS::Cognito::UserPoolClient. */
export function clientConfiguration({ properties: p, path, logicalId }: Resource, id: string, secret: string | undefined): Client {
  const rotates = p.RefreshTokenRotation?.Feature === 'ENABLED'
  const flows: string[] = p.ExplicitAuthFlows ?? ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']
  if (rotates && p.ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH'))
    throw new Error(`The user pool client ${path} rotates refresh tokens and allows REFRESH_TOKEN_AUTH: the two exclude each other. Refresh with GetTokensFromRefreshToken.`)
  const units = p.TokenValidityUnits ?? {}
  return {
    id, secret, flows,
    name: p.ClientName ?? logicalId,
    hidesWhetherUsersExist: p.PreventUserExistenceErrors === 'ENABLED',
    writes: p.WriteAttributes,
    reads: p.ReadAttributes,
    accessTokenLife: seconds(p.AccessTokenValidity ?? 1, p.AccessTokenValidity === undefined ? 'hours' : units.AccessToken ?? 'hours'),
    idTokenLife: seconds(p.IdTokenValidity ?? 1, p.IdTokenValidity === undefined ? 'hours' : units.IdToken ?? 'hours'),
    refreshTokenLife: seconds(p.RefreshTokenValidity ?? 30, p.RefreshTokenValidity === undefined ? 'days' : units.RefreshToken ?? 'days'),
    rotationGrace: rotates ? Number(p.RefreshTokenRotation.RetryGracePeriodSeconds ?? 0) : undefined,
    revocable: p.EnableTokenRevocation !== false,
    properties: p,
  }
}

const perUnit: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
const seconds = (value: number | string, unit: string): number => Number(value) * (perUnit[unit] ?? 1)
