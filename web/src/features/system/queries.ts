import { queryOptions } from '@tanstack/react-query'
import { staffApi } from '../../staff-api.ts'

export const systemKeys = { all: ['system'] as const }
/** Asked again every so many milliseconds while the page is open. */
const pace = 15_000

export const queuesQuery = queryOptions({ queryKey: [...systemKeys.all, 'queues'], queryFn: ({ signal }) => staffApi.system.queues({ signal }), refetchInterval: pace })
export const alarmsQuery = queryOptions({ queryKey: [...systemKeys.all, 'alarms'], queryFn: ({ signal }) => staffApi.system.alarms({ signal }), refetchInterval: pace })
export const deadLettersQuery = (name: string) => queryOptions({ queryKey: [...systemKeys.all, 'dead-letters', name], queryFn: ({ signal }) => staffApi.system.deadLetters({ params: { name }, signal }) })
