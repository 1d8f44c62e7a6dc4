import type { KeyedHash } from '../../privacy/key/installationKeyStore.ts'
import type { ErasureCause } from '../interaction.ts'
import { erasedKeysOf } from '../log/erasedKeys.ts'
import type { InteractionDocument } from '../log/interactionModel.ts'
import { withoutCustomer } from './withoutCustomer.ts'

/** The body and the summary that remain when a content is erased: kinds, states and numbers, and no text. */
export type EraseBody = (interaction: InteractionDocument) => { body: unknown; summary: string }

/** The update that erases the content of an interaction, and which matter it was about. Keyed hashes of its source and its key stay. */
export function eraseUpdateOf(
  document: InteractionDocument,
  { eraseBody, cause, at, hash }: { eraseBody: EraseBody; cause: ErasureCause; at: Date; hash: KeyedHash },
) {
  const erasedKeys = [...(document.erasedKeys ?? []), ...erasedKeysOf(keysOf(document), hash)]
  return {
    $set: {
      ...eraseBody(document),
      terms: [],
      actor: withoutCustomer(document.actor),
      fingerprint: 'erased',
      revision: document.revision + 1,
      changedAt: at,
      erased: { at, cause },
      ...(erasedKeys.length > 0 && { erasedKeys }),
    },
    $unset: { source: 1, idempotencyKey: 1, keyScope: 1, updateKeys: 1, matter: 1 } as const,
  }
}

function keysOf({ keyScope, source, idempotencyKey }: InteractionDocument) {
  return {
    ...(keyScope !== undefined && { keyScope }),
    source: source ?? null,
    idempotencyKey: idempotencyKey ?? null,
  }
}
