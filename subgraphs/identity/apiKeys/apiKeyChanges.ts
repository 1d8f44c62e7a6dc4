import { idFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import { hashOfKey, newApiKeyText } from '../../../platform/signing/apiKeyText.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CreateApiKeyInput, RevokeApiKeyInput } from '../schemaTypes.ts'
import { apiKeyFaults, type StoredKey } from './apiKey.ts'
import type { ApiKeyStore } from './apiKeyStore.ts'
import { checkMayGrant, checkMayManageKeys } from './checkMayManageKeys.ts'

export type CreatedKey = { key: string | null; apiKey: StoredKey | null; userErrors: UserError[] }
export type RevokedKey = { apiKey: StoredKey | null; userErrors: UserError[] }

export type ApiKeyChanges = {
  /** Make a key. FORBIDDEN for a caller with limited rows, and for a role with more scopes than the caller. */
  create(input: CreateApiKeyInput, by: Principal): Promise<CreatedKey>
  /** Revoking a key again changes nothing. FORBIDDEN for a caller with limited rows. */
  revoke(input: RevokeApiKeyInput, by: Principal): Promise<RevokedKey>
}

export function createApiKeyChanges({
  apiKeys,
  clock,
}: {
  apiKeys: ApiKeyStore
  clock: Clock
}): ApiKeyChanges {
  return {
    async create(input, by) {
      checkMayManageKeys(by, 'Mutation.createApiKey')
      checkMayGrant(by, input.role)
      const now = clock()
      const faults = apiKeyFaults(input, now)
      if (faults.length > 0) return { key: null, apiKey: null, userErrors: faults }
      const key = newApiKeyText()
      const apiKey: StoredKey = {
        keyId: newId('key'),
        name: input.name,
        role: input.role,
        departments: input.departments ?? null,
        actor: input.actor ?? null,
        hash: hashOfKey(key),
        createdAt: now,
        expiresAt: input.expiresAt,
        revokedAt: null,
      }
      await apiKeys.add(apiKey, by)
      return { key, apiKey, userErrors: [] }
    },

    async revoke({ keyId }, by) {
      checkMayManageKeys(by, 'Mutation.revokeApiKey')
      const faults = idFaults('keyId', 'key', keyId)
      if (faults.length > 0) return { apiKey: null, userErrors: faults }
      const apiKey = await apiKeys.revoke(keyId, clock(), by)
      if (apiKey) return { apiKey, userErrors: [] }
      const message = `keyId: no API key has the id ${keyId}`
      return { apiKey: null, userErrors: [userError('NOT_FOUND', 'keyId', message)] }
    },
  }
}
