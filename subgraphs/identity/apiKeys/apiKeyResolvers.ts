import { z } from 'zod'
import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import { createCursor } from '../../../platform/paging/cursor.ts'
import { forwardConnection, pageSize } from '../../../platform/paging/paging.ts'
import type { MutationResolvers, QueryResolvers } from '../schemaTypes.ts'
import { checkIsGateway, checkMayManageKeys } from './checkMayManageKeys.ts'

const cursor = createCursor('apiKeys', z.object({ id: z.string().refine((id) => isId('key', id)) }))
const maximumHashes = 100

export const apiKeyQueries: Pick<QueryResolvers, 'apiKeys' | 'storedApiKeys'> = {
  async apiKeys(_, { first, after }, { apiKeys, principal }) {
    checkMayManageKeys(principal, 'Query.apiKeys')
    const size = pageSize(first, 'first')
    const before = after === null || after === undefined ? null : cursor.decode(after, 'after').id
    return forwardConnection(await apiKeys.list({ before, limit: size + 1 }), {
      size,
      hasPreviousPage: before !== null,
      cursorOf: ({ keyId }) => cursor.encode({ id: keyId }),
    })
  },
  async storedApiKeys(_, { hashes }, { apiKeys, principal }) {
    checkIsGateway(principal)
    if (hashes.length > maximumHashes)
      throw callerError('BAD_USER_INPUT', `hashes: expected at most ${maximumHashes}, got ${hashes.length}`)
    // Without its id, so that the audit trail does not note every check of a key as a read of it.
    return (await apiKeys.findByHashes(hashes)).map(({ keyId: _id, ...key }) => key)
  },
}

export const apiKeyMutations: Pick<MutationResolvers, 'createApiKey' | 'revokeApiKey'> = {
  createApiKey: (_, { input }, { apiKeyChanges, principal }) => apiKeyChanges.create(input, principal),
  revokeApiKey: (_, { input }, { apiKeyChanges, principal }) => apiKeyChanges.revoke(input, principal),
}
