/** What staff decisions change in the user pool. Somebody who is not in it (any more) has nothing to follow. */
import { AwsCallError, awsJson, endpointOf } from '../platform/aws-fetch.ts'
import { usernameOf } from '../platform/principal.ts'

export interface PeoplePool {
  /** No sign-in, no refresh; tokens already given are revoked. */
  disable(id: string): Promise<void>
  enable(id: string): Promise<void>
  groupsOf(id: string): Promise<string[]>
  join(id: string, group: string): Promise<void>
  leave(id: string, group: string): Promise<void>
}

/** Five operations: signed by hand they spare every cold start the SDK's client. */
export function peoplePool(UserPoolId: string): PeoplePool {
  const call = async (operation: string, id: string, more: object = {}): Promise<{ Groups?: { GroupName: string }[] }> => {
    try {
      const body = { UserPoolId, Username: usernameOf(id), ...more }
      return await awsJson({ service: 'cognito-idp', target: `AWSCognitoIdentityProviderService.${operation}`, body }, endpointOf('cognito-idp', 'COGNITO_IDENTITY_PROVIDER'))
    } catch (problem) {
      if (problem instanceof AwsCallError && problem.code === 'UserNotFoundException') return {}
      throw problem
    }
  }
  return {
    async disable(id) { await call('AdminDisableUser', id) },
    async enable(id) { await call('AdminEnableUser', id) },
    // The pool has as many groups as there are roles: one page.
    async groupsOf(id) { return ((await call('AdminListGroupsForUser', id)).Groups ?? []).map(group => group.GroupName) },
    async join(id, GroupName) { await call('AdminAddUserToGroup', id, { GroupName }) },
    async leave(id, GroupName) { await call('AdminRemoveUserFromGroup', id, { GroupName }) },
  }
}
