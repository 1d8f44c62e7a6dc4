import { mayReadBrief } from '../../../interactions/brief/briefRights.ts'
import { isId } from '../../../platform/lang/ids.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { InteractionKind } from '../../../interactions/interaction.ts'
import { typeNames } from '../../../interactions/interactionKinds.ts'
import { mayRead, mayReadDepartment } from '../../../interactions/visibility/visibility.ts'
import type { IdentityContext } from '../context.ts'
import type { Profile, ShownCustomer } from '../customer/customer.ts'
import { noDetail } from '../customer/customerDetail.ts'
import { storedProfileId } from '../customer/profileId.ts'
import { identityChangeView, type IdentityChangeView } from '../merge/identityChangeView.ts'

/** An object of another subgraph, which resolves it by its id. */
type Reference = {
  __typename: 'Conversation' | 'Brief' | Exclude<(typeof typeNames)[InteractionKind], 'IdentityChange'>
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
  { access, visibleCustomers, interactions, principal, conversationPlaces, briefs }: IdentityContext,
): Promise<NodeObject | null> {
  const isVisible = async (profileId: string) => (await visibleCustomers.load(profileId, noDetail)) !== null

  if (isId('cus', id)) {
    const customer = await visibleCustomers.load(id, noDetail)
    return customer && { __typename: 'Customer', ...customer }
  }
  if (isId('int', id)) {
    const interaction = await interactions.load(id)
    const isOfVisible = access.seesAll || (await isVisible(interaction?.profileId ?? id))
    if (!interaction || !isOfVisible || !mayRead(principal, interaction)) return null
    const { kind, profileId } = interaction
    if (kind !== 'IDENTITY') return { __typename: typeNames[kind], id, profileId }
    const change = identityChangeView(interaction)
    return change && { __typename: 'IdentityChange', ...change, profileId }
  }
  if (isId('cnv', id)) {
    const [place] = await conversationPlaces.findAll([id])
    const isOfVisible = access.seesAll || (await isVisible(place?.profileId ?? id))
    return place && isOfVisible && mayReadDepartment(principal, place.department)
      ? { __typename: 'Conversation', id, profileId: place.profileId }
      : null
  }
  if (isId('brf', id)) {
    const found = await briefs.find(id)
    if (!found || !mayReadBrief(found.brief, found.states, principal)) return null
    const { profileId } = found.brief
    return (await isVisible(profileId)) ? { __typename: 'Brief', id, profileId } : null
  }
  const profileId = id.startsWith('pro_') ? storedProfileId(id) : null
  if (profileId === null)
    throw callerError(
      'BAD_USER_INPUT',
      `id: expected cus_…, pro_…, cnv_…, int_… or brf_…, got ${JSON.stringify(id.slice(0, 80))}`,
    )
  const profile = await visibleCustomers.loadProfile(profileId)
  return profile && { __typename: 'Profile', ...profile }
}
