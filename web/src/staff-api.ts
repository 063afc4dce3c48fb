/** What only staff call; loaded with their pages. Films of anyone are routes of videos: see api.ts. */
import routes from 'virtual:staff-routes'
import { contractClient } from '../../functions/platform/contract-client.ts'
import { freshToken } from './features/auth/session.ts'

const asMe = { base: '', token: freshToken }
export const staffApi = {
  users: contractClient(routes.users, asMe),
  audit: contractClient(routes.audit, asMe),
  system: contractClient(routes.system, asMe),
}
