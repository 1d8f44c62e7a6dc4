import { type Interaction, isSameSource, type NewInteraction } from '../interaction.ts'
import { shownKind } from '../interactionKinds.ts'
import { otherCustomersConversation } from './conversation/conversationOwner.ts'
import { type UserError, userError } from './userError.ts'

/** The message does not name the interaction that was recorded first, because it belongs to another customer. */
export function recordedForAnother({ source }: NewInteraction): UserError {
  if (!source) return otherCustomersConversation()
  const message = 'customer: expected the customer for whom this was recorded first, got another one'
  return userError('CONFLICT', 'customer', message)
}

export function otherRevision(expected: number, actual: number): UserError {
  return userError('CONFLICT', 'expectedRevision', `expectedRevision: expected ${expected}, it is ${actual}`)
}

export function contentErased(field: string): UserError {
  return userError('CONFLICT', field, `${field}: expected one whose content was not erased, got one that was`)
}

export function keyUsedBefore({ id }: Interaction): UserError {
  const message = `idempotencyKey: this idempotency key was used before with another content, for ${id}; expected the same content`
  return userError('IDEMPOTENCY_CONFLICT', 'idempotencyKey', message)
}

export function usedBefore({ source, kind }: NewInteraction, first: Interaction): UserError {
  const isSource = source !== null && isSameSource(source, first.source)
  const [field, key] = isSource
    ? ['source', `the source ${source.system} ${source.externalId}`]
    : ['idempotencyKey', 'this idempotency key']
  const remedy = isSource ? 'the same content or a higher version' : 'the same content'
  const other = first.kind === kind ? 'with another content' : `as ${shownKind(first.kind)}`
  return userError(
    'IDEMPOTENCY_CONFLICT',
    field,
    `${field}: ${key} was used before ${other}, for ${first.id}; expected ${remedy}`,
  )
}

/** The error of a source or key that the caller has used before, for something that it may no longer see. */
export function usedForHidden(field: 'source' | 'idempotencyKey'): UserError {
  const message = `${field}: expected a new one, got one that was used before for what you may not see now`
  return userError('IDEMPOTENCY_CONFLICT', field, message)
}
