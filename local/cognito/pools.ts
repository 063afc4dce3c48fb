/** All pools of the local cloud, and the way from what a call names to the pool or client it means. */
import { notFound, userNotFound } from './errors.ts'
import type { Client } from './client-configuration.ts'
import type { Pool, UserRecord } from './pool.ts'
import { signedIn, type SignedIn } from './tokens.ts'

export class Pools {
  readonly #byId = new Map<string, Pool>()

  add(pool: Pool): void { this.#byId.set(pool.id, pool) }
  all(): Iterable<Pool> { return this.#byId.values() }
  find(id: string): Pool | undefined { return this.#byId.get(id) }

  pool(id: string | undefined): Pool {
    const pool = this.#byId.get(id ?? '')
    if (!pool) throw notFound(`User pool ${id} does not exist.`)
    return pool
  }

  client(id: string | undefined): { pool: Pool; client: Client } {
    for (const pool of this.all()) {
      const client = pool.clients.get(id ?? '')
      if (client) return { pool, client }
    }
    throw notFound(`User pool client ${id} does not exist.`)
  }

  user(poolId: string | undefined, name: string | undefined): { pool: Pool; user: UserRecord } {
    const pool = this.pool(poolId)
    const user = pool.find(name ?? '')
    if (!user) throw userNotFound()
    return { pool, user }
  }

  signedIn(accessToken: string): Promise<SignedIn> { return signedIn(this.all(), accessToken) }
}
