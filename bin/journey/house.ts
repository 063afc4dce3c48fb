/** The public API as one client of one person. */
import { auditContract } from '../../functions/audit/contract.ts'
import { authContract, type User } from '../../functions/auth/contract.ts'
import { channelsContract } from '../../functions/channels/contract.ts'
import { contractClient, type ClientOptions } from '../../functions/platform/contract-client.ts'
import { picturesContract } from '../../functions/pictures/contract.ts'
import { playbackContract } from '../../functions/playback/contract.ts'
import { sharingContract } from '../../functions/sharing/contract.ts'
import { systemContract } from '../../functions/system/contract.ts'
import { usersContract } from '../../functions/users/contract.ts'
import { videosContract } from '../../functions/videos/contract.ts'

export function house(options: ClientOptions) {
  return {
    base: options.base,
    auth: contractClient(authContract, options),
    channels: contractClient(channelsContract, options),
    videos: contractClient(videosContract, options),
    pictures: contractClient(picturesContract, options),
    playback: contractClient(playbackContract, options),
    sharing: contractClient(sharingContract, options),
    users: contractClient(usersContract, options),
    audit: contractClient(auditContract, options),
    system: contractClient(systemContract, options),
  }
}
export type House = ReturnType<typeof house>

/** A signed-in person. The token renews itself shortly before it ends. */
export interface SignedIn extends House { readonly user: User; readonly email: string; readonly password: string; token(): Promise<string>; refreshToken(): string }

export async function signIn(base: string, email: string, password: string): Promise<SignedIn> {
  const stranger = house({ base })
  let session = await stranger.auth.login({ body: { email, password, refreshIn: 'body' } })
  const { user } = session
  let refreshAt = Date.now() + (session.expiresIn - 60) * 1000
  const token = async () => {
    if (Date.now() >= refreshAt) {
      session = { ...session, ...await stranger.auth.refresh({ body: { refreshToken: session.refreshToken } }) }
      refreshAt = Date.now() + (session.expiresIn - 60) * 1000
    }
    return session.accessToken
  }
  return { ...house({ base, token }), user, email, password, token, refreshToken: () => session.refreshToken! }
}
