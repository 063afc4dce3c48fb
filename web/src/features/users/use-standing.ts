import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Role } from '../../../../functions/platform/contract.ts'
import type { MemberSeen } from '../../../../functions/users/contract.ts'
import { staffApi } from '../../staff-api.ts'
import { adminWords } from '../../words/admin.ts'
import { auditKeys } from '../audit/queries.ts'
import { userKeys } from './queries.ts'

const say = adminWords.people

/** What an admin may decide about a person; each with its reason. */
export function useStanding({ id, displayName, version }: MemberSeen) {
  const client = useQueryClient()
  const params = { id }
  const settled = (sentence: string) => async (person: MemberSeen) => {
    client.setQueryData(userKeys.one(id), person)
    notifications.show({ message: sentence })
    await Promise.all([userKeys.all, auditKeys.all].map(queryKey => client.invalidateQueries({ queryKey })))
  }
  return {
    suspend: useMutation({ mutationFn: (reason: string) => staffApi.users.suspend({ params, body: { reason } }), onSuccess: settled(say.suspendedDone(displayName)) }),
    reinstate: useMutation({ mutationFn: (reason: string) => staffApi.users.reinstate({ params, body: { reason } }), onSuccess: settled(say.reinstatedDone(displayName)) }),
    putRoles: useMutation({
      mutationFn: ({ roles, reason }: { roles: Role[]; reason: string }) => staffApi.users.putRoles({ params, body: { roles, reason }, headers: { 'if-match': `"${version}"` } }),
      onSuccess: settled(say.rolesSaved),
      // Somebody else decided meanwhile: what is shown is old, and the next try goes on top of what is shown then.
      onError: () => client.invalidateQueries({ queryKey: userKeys.one(id) }),
    }),
  }
}
