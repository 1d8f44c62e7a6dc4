import type { Principal } from '../../platform/subgraph/principal.ts'
import type { World, WorldConversation, WorldInteraction } from './world.ts'

/**
 * Who may see what, written again from the description of the rules. It shares no code with the product, so that a
 * fault in the product's rule is found.
 */
export type AllowMatrix = {
  customer(number: number): boolean
  conversation(conversation: WorldConversation): boolean
  interaction(interaction: WorldInteraction): boolean
  /** Words that the caller must never read. */
  forbiddenWords: readonly string[]
  /** Ids that the caller may read. */
  allowedIds: ReadonlySet<string>
}

export function allowMatrixOf(
  { customers, conversations, interactions }: World,
  principal: Principal,
): AllowMatrix {
  const { scopes, rows } = principal

  function customer(number: number): boolean {
    const { customers: rule } = rows
    if (rule.which === 'ALL') return true
    if (rule.which === 'OWN') return customers[number]?.profileIds.includes(rule.customerId) ?? false
    return conversations.some(
      ({ customer: of, assignees }) => of === number && assignees.includes(rule.actorId),
    )
  }

  const ofDepartment = (department: string | null) =>
    rows.departments === null || department === null || rows.departments.includes(department)

  const conversation = ({ customer: of, department }: WorldConversation) =>
    customer(of) && ofDepartment(department)

  const interaction = ({ customer: of, department, isInternal }: WorldInteraction) =>
    customer(of) && ofDepartment(department) && (!isInternal || scopes.includes('notes:read'))

  const hidden = interactions.filter((each) => !interaction(each))
  const hiddenCustomers = customers.filter((_, number) => !customer(number))
  const unmasked = scopes.includes('pii:read') ? hiddenCustomers : customers
  const profiles = customers.flatMap(({ profileIds }, number) => (customer(number) ? profileIds : []))
  return {
    customer,
    conversation,
    interaction,
    forbiddenWords: [
      ...hidden.flatMap(({ canary }) => canary ?? []),
      ...hiddenCustomers.map(({ name }) => name.split(' ')[0] ?? name),
      ...unmasked.flatMap(({ secrets }) => secrets),
    ],
    allowedIds: new Set([
      ...profiles.flatMap((id) => [id, id.replace('cus_', 'pro_')]),
      ...conversations.filter(conversation).map(({ id }) => id),
      ...interactions.filter(interaction).map(({ id }) => id),
    ]),
  }
}
