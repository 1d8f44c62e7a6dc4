import type { KeyedHash } from '../../privacy/key/installationKeyStore.ts'
import type { NewInteraction } from '../interaction.ts'
import { ownKeyScope } from './keyScope.ts'

/**
 * Keyed hashes of the source and the idempotency key of a record. They stay when the record is erased, so that a repeat
 * of it, from a webhook or an import, is recognised and brings nothing back.
 */
export function erasedKeysOf(
  {
    keyScope = ownKeyScope,
    source,
    idempotencyKey,
  }: Pick<NewInteraction, 'keyScope' | 'source' | 'idempotencyKey'>,
  hash: KeyedHash,
): string[] {
  return [
    ...(source ? [hash('source', keyScope, source.system, source.externalId)] : []),
    ...(idempotencyKey === null ? [] : [hash('key', keyScope, idempotencyKey)]),
  ]
}
