import type { Principal } from '../../platform/subgraph/principal.ts'
import type { Interaction } from '../interaction.ts'
import { mayReadDepartment } from '../visibility/visibility.ts'

export type IsHidden = (interaction: Interaction) => boolean

/**
 * Whether an interaction is not for the caller to see, because of its department, or because it is in none of these
 * profiles and the caller may not see all customers.
 */
export function hiddenFrom(by: Principal, profileIds: readonly string[] | null): IsHidden {
  const isOfOthers = ({ profileId }: Interaction) =>
    by.rows.customers.which !== 'ALL' && profileIds !== null && !profileIds.includes(profileId)
  return (interaction) => !mayReadDepartment(by, interaction.department) || isOfOthers(interaction)
}
