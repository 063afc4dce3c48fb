/// <reference types="vite/client" />

/** Made by web/routes-only.ts: the contracts as far as a client needs them. Their types are the contracts' own. */
// oxlint-disable typescript/consistent-type-imports -- an ambient module cannot import by a relative path
declare module 'virtual:routes' {
  const routes: {
    readonly auth: typeof import('../../functions/auth/contract.ts').authContract
    readonly channels: typeof import('../../functions/channels/contract.ts').channelsContract
    readonly pictures: typeof import('../../functions/pictures/contract.ts').picturesContract
    readonly playback: typeof import('../../functions/playback/contract.ts').playbackContract
    readonly videos: typeof import('../../functions/videos/contract.ts').videosContract
  }
  export default routes
}
declare module 'virtual:staff-routes' {
  const routes: {
    readonly audit: typeof import('../../functions/audit/contract.ts').auditContract
    readonly system: typeof import('../../functions/system/contract.ts').systemContract
    readonly users: typeof import('../../functions/users/contract.ts').usersContract
  }
  export default routes
}
