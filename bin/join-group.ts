/** An operator gives somebody a role by putting them into a group of the user pool; it counts from their next sign-in or refresh, and the audit trail says `pool`. */
import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient, ListUserPoolsCommand, type CognitoIdentityProviderClientConfig } from '@aws-sdk/client-cognito-identity-provider'

export interface Joining { readonly email: string; readonly group: string; readonly stage: string }

/** Throws a sentence for the operator when the stage has no pool, and Cognito's own refusal otherwise. */
export async function joinGroup(config: CognitoIdentityProviderClientConfig, { email, group, stage }: Joining): Promise<void> {
  const client = new CognitoIdentityProviderClient(config)
  try {
    const UserPoolId = await poolOf(client, stage)
    await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: group }))
  } finally {
    client.destroy()
  }
}

async function poolOf(client: CognitoIdentityProviderClient, stage: string): Promise<string> {
  let NextToken: string | undefined
  do {
    const page = await client.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken }))
    const pool = page.UserPools?.find(({ Name }) => Name === `playhouse-${stage}`)
    if (pool) return pool.Id!
    NextToken = page.NextToken
  } while (NextToken)
  throw new Error(`There is no user pool playhouse-${stage} here. Is the stage deployed in this account and region?`)
}
