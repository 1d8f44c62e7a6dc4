import { typeNames } from '../../interactions/interactionKinds.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import { mayRead } from '../../interactions/visibility/visibility.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { Webhook } from '../webhook.ts'
import { chatwootBody, hiddenChatwootBody } from './chatwootBody.ts'
import type { CustomerOf } from './customerOf.ts'
import { createMaskShown } from './maskShown.ts'
import { type PayloadEvent, payloadTypes } from './payloadEvent.ts'
import { shownInteraction } from './shownInteraction.ts'
import { type Envelope, hiddenBody, standardBody } from './standardBody.ts'

/**
 * Make the body of an event, less than 20 kB, as the webhook's owner would read it in the graph; null when nothing is to
 * be delivered: the owner may not read the interaction, the customer did not consent, or the format has no such events.
 * Rejects when identity or the database cannot be reached, so that the event is tried again.
 */
export type BuildPayload = (
  event: PayloadEvent,
  webhook: Pick<Webhook, 'owner' | 'format' | 'purpose'>,
) => Promise<string | null>

export function createBuildPayload({
  customerOf,
  findInteraction,
  visibleConversation,
  publicUrl,
}: {
  customerOf: CustomerOf
  /** The interaction in its present revision. */
  findInteraction: (id: string) => Promise<Interaction | null>
  /** The conversation with this id; null when the principal may not see it. */
  visibleConversation: (id: string, principal: Principal) => Promise<{ id: string } | null>
  /** The address of the gateway for the links of long bodies; null for none. */
  publicUrl: string | null
}): BuildPayload {
  const maskShown = createMaskShown()

  async function shownTo(interaction: Interaction, principal: Principal) {
    const { conversationId } = interaction
    const conversation = conversationId === null ? null : await visibleConversation(conversationId, principal)
    const { common, ofKind } = shownInteraction(interaction, {
      principal,
      conversation: conversation && { id: conversation.id },
    })
    const shown = { ...common, ...ofKind }
    return principal.scopes.includes('pii:read') ? shown : maskShown(typeNames[interaction.kind], shown)
  }

  async function hasFormat(event: PayloadEvent, format: Webhook['format']): Promise<boolean> {
    if (format === 'STANDARD') return true
    const interaction =
      event.change === 'HIDDEN' ? await findInteraction(event.interactionId) : event.interaction
    return interaction?.kind === 'MESSAGE'
  }

  return async function buildPayload(event, webhook) {
    const { owner, format } = webhook
    if (!(await hasFormat(event, format))) return null
    const { profileId, changedAt } = event.change === 'HIDDEN' ? event : event.interaction
    const customer = await customerOf(profileId, webhook)
    // What is taken away is also said of customers who withdrew their consent. It has no content.
    const isTakenAway = event.change === 'HIDDEN' || event.interaction.erased !== undefined
    if (!customer.hasConsented && !isTakenAway) return null
    const envelope: Envelope = {
      type: payloadTypes[event.change],
      timestamp: changedAt,
      cursor: event.cursor,
      customerId: customer.id,
    }
    if (event.change === 'HIDDEN') {
      const hidden = format === 'CHATWOOT' ? hiddenChatwootBody : hiddenBody
      return hidden(envelope, event.interactionId)
    }
    const { interaction } = event
    if (!mayRead(owner, interaction)) return null
    const shown = await shownTo(interaction, owner)
    if (format === 'CHATWOOT') return chatwootBody(envelope, shown)
    return standardBody(envelope, { typeName: typeNames[interaction.kind], interaction: shown, publicUrl })
  }
}
