import type { Connection } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'

/** What of the API keys decides whether a maker of webhooks still has access. */
export type MakerKeyStore = {
  /**
   * Whether a caller had API keys, made by mutations, and all of them are revoked or have expired. False for a caller
   * without such keys, e.g. one that signs in by a token.
   */
  areAllInvalid(maker: Pick<Principal, 'kind' | 'id'>, at: Date): Promise<boolean>
}

type StoredKey = { _id: string; name: string; role: string; expiresAt: Date; revokedAt: Date | null }

/** Read the API keys of the database that all subgraphs share. Only the identity subgraph writes them. */
export function createMakerKeyStore(connection: Connection): MakerKeyStore {
  const keys = connection.collection<StoredKey>('apiKeys')
  return {
    async areAllInvalid({ kind, id }, at) {
      // As the gateway names the callers of API keys.
      const [, name] = /^key:(.+)$/u.exec(id) ?? []
      if (name === undefined) return false
      const found = await keys
        .find({ name, role: kind }, { projection: { expiresAt: 1, revokedAt: 1 }, limit: 1_000 })
        .toArray()
      return (
        found.length > 0 && found.every(({ expiresAt, revokedAt }) => revokedAt !== null || expiresAt <= at)
      )
    },
  }
}
