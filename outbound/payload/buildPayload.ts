import type { AccessOf } from '../../interactions/visibility/access.ts'
import { typeNames } from '../../interactions/interactionKinds.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import { mayRead } from '../../interactions/visibility/visibility.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import { chatwootBody, hiddenChatwootBody } from './chatwootBody.ts'
import type { CustomerOf } from './customerOf.ts'
import { createMaskShown } from './maskShown.ts'
import { type PayloadEvent, type PayloadType, payloadTypes } from './payloadEvent.ts'
import { shownInteraction } from './shownInteraction.ts'
import { type Envelope, hiddenBody, standardBody } from './standardBody.ts'

/** For whom a payload is made: the rights of a webhook's maker, and what the webhook asks for. */
export type PayloadReader = {
  owner: Principal
  format: 'STANDARD' | 'CHATWOOT'
  /** Only customers who consented to it; null for all. */
  purpose: string | null
}

/** The body of an event, less than 20 kB, and the customer that it is about, null when they are not known. */
export type Payload = { type: PayloadType; customerId: string | null; body: string }

/**
 * Make the body of an event as the webhook's maker would read it in the graph; null when nothing is to be delivered:
 * the maker may not read the interaction, the customer did not consent, or the format has no such events. Rejects when
 * identity or the database cannot be reached, so that the event is tried again.
 */
export type BuildPayload = (event: PayloadEvent, reader: PayloadReader) => Promise<Payload | null>

export function createBuildPayload({
  customerOf,
  findInteraction,
  accessOf,
  clock,
  publicUrl,
}: {
  customerOf: CustomerOf
  /** The interaction in its present revision. */
  findInteraction: (id: string) => Promise<Interaction | null>
  accessOf: AccessOf
  clock: Clock
  /** The address of the gateway for the links of long bodies; null for none. */
  publicUrl: string | null
}): BuildPayload {
  const maskShown = createMaskShown()

  async function shownTo(interaction: Interaction, principal: Principal) {
    const { conversationId } = interaction
    const access = accessOf({ principal, scope: createRequestScope() })
    const conversation = conversationId === null ? null : await access.visibleConversation(conversationId)
    const { common, ofKind } = shownInteraction(interaction, {
      principal,
      conversation: conversation && { id: conversation.id },
    })
    const shown = { ...common, ...ofKind }
    return principal.scopes.includes('pii:read') ? shown : maskShown(typeNames[interaction.kind], shown)
  }

  return async function buildPayload(event, { owner, format, purpose }) {
    const interaction =
      event.change === 'HIDDEN' ? await findInteraction(event.interactionId) : event.interaction
    if (format === 'CHATWOOT' && interaction?.kind !== 'MESSAGE') return null
    const customer = interaction && (await customerOf(interaction.profileId))
    // What is taken away is also said of customers who withdrew their consent. It has no content.
    const isTakenAway = event.change === 'HIDDEN' || interaction?.erased !== undefined
    if (purpose !== null && !isTakenAway && !customer?.hasConsented(purpose)) return null
    const type = payloadTypes[event.change]
    const customerId = customer?.id ?? null
    const envelope: Envelope = {
      type,
      timestamp: interaction?.changedAt ?? clock(),
      cursor: event.cursor,
      customerId,
    }
    if (event.change === 'HIDDEN') {
      const hidden = format === 'CHATWOOT' ? hiddenChatwootBody : hiddenBody
      return { type, customerId, body: hidden(envelope, event.interactionId) }
    }
    if (!mayRead(owner, event.interaction)) return null
    const shown = await shownTo(event.interaction, owner)
    const body =
      format === 'CHATWOOT'
        ? chatwootBody(envelope, shown)
        : standardBody(envelope, {
            typeName: typeNames[event.interaction.kind],
            interaction: shown,
            publicUrl,
          })
    return { type, customerId, body }
  }
}
