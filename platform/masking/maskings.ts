import { maskIdentifier } from './maskIdentifier.ts'
import { maskLink } from './maskLink.ts'
import { maskName } from './maskName.ts'
import { maskText } from './maskText.ts'

/** What a masked text is; the values of the argument `as` of `@masked`. */
export const maskings = {
  /** What people and systems wrote. */
  text: maskText,
  /** The name of somebody. */
  name: maskName,
  /** A value that identifies somebody, as a whole. */
  identifier: maskIdentifier,
  /** An address from which a file can be fetched. */
  link: maskLink,
  /** The id of an actor: of the customer an identifier, of others a text. */
  actorId: (text: string, actor: unknown) => (isCustomer(actor) ? maskIdentifier(text) : maskText(text)),
} satisfies Record<string, (text: string, of: unknown) => string>

export type Masking = keyof typeof maskings

export function isMasking(name: string): name is Masking {
  return Object.hasOwn(maskings, name)
}

function isCustomer(actor: unknown): boolean {
  return typeof actor === 'object' && actor !== null && 'kind' in actor && actor.kind === 'CUSTOMER'
}
