import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { channelKeys } from '../queries.ts'

/** Something about a team changes: said when it is done, and everything that shows channels is asked anew. */
export function useTeamChange<T>(change: (what: T) => Promise<unknown>, said: (what: T) => string, after?: (what: T) => unknown) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (_, what) => {
      notifications.show({ message: said(what) })
      await after?.(what)
      await client.invalidateQueries({ queryKey: channelKeys.all })
    },
  })
}
