import type { Actor } from '../interaction.ts'

/** Who wrote for the business stays; the customer has no name and no id any more. */
export function withoutCustomer(actor: Actor): Actor {
  return actor.kind === 'CUSTOMER' ? { kind: 'CUSTOMER', id: null, name: null } : actor
}
