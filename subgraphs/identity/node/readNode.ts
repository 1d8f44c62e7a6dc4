import { isId } from '../../../platform/lang/ids.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { InteractionKind } from '../../../interactions/interaction.ts'
import { typeNames } from '../../../interactions/interactionKinds.ts'
import { mayRead } from '../../../interactions/visibility/visibility.ts'
import type { IdentityContext } from '../context.ts'
import type { Profile, ShownCustomer } from '../customer/customer.ts'
import { noDetail } from '../customer/customerDetail.ts'
import { storedProfileId } from '../customer/profileId.ts'
import { identityChangeView, type IdentityChangeView } from '../merge/identityChangeView.ts'

/** An object of another subgraph, which resolves it by its id. */
type Reference = {
  __typename: 'Conversation' | Exclude<(typeof typeNames)[InteractionKind], 'IdentityChange'>
  id: string
  /** For the audit trail. */
  profileId: string
}

/** What `Query.node` finds, with its type. */
export type NodeObject =
  | (ShownCustomer & { __typename: 'Customer' })
  | (Profile & { __typename: 'Profile' })
  | (IdentityChangeView & { __typename: 'IdentityChange'; profileId: string })
  | Reference

/** Find any object by its id; null when there is none and when the principal may not read it. BAD_USER_INPUT when malformed. */
export async function readNode(
  id: string,
  { customerLoader, interactions, principal, findConversationOwner }: IdentityContext,
): Promise<NodeObject | null> {
  if (isId('cus', id)) {
    const customer = await customerLoader.load(id, noDetail)
    return customer && { __typename: 'Customer', ...customer }
  }
  if (isId('int', id)) {
    const interaction = await interactions.load(id)
    if (!interaction || !mayRead(principal, interaction)) return null
    const { kind, profileId } = interaction
    if (kind !== 'IDENTITY') return { __typename: typeNames[kind], id, profileId }
    const change = identityChangeView(interaction)
    return change && { __typename: 'IdentityChange', ...change, profileId }
  }
  if (isId('cnv', id)) {
    const profileId = await findConversationOwner(id)
    return profileId === null ? null : { __typename: 'Conversation', id, profileId }
  }
  const profileId = id.startsWith('pro_') ? storedProfileId(id) : null
  if (profileId === null)
    throw callerError(
      'BAD_USER_INPUT',
      `id: expected cus_…, pro_…, cnv_… or int_…, got ${JSON.stringify(id.slice(0, 80))}`,
    )
  const profile = await customerLoader.loadProfile(profileId)
  return profile && { __typename: 'Profile', ...profile }
}
