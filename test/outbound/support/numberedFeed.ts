import type { Interaction } from '../../../interactions/interaction.ts'
import { createClosableIterator } from '../../../platform/async/closableIterator.ts'
import { deferred } from '../../../platform/async/deferred.ts'
import type { BuildBody, OpenFeed, OutboundEvent } from '../../../outbound/outbox/outboundEvent.ts'

/** A feed of numbered events, the same in every process: event `n` has the cursor `n`. */
export type NumberedFeed = {
  openFeed: OpenFeed
  buildBody: BuildBody
  /** Record more events, up to this number. */
  growTo(count: number): void
}

/** The interaction of event `n`, of one of `profiles` customers. */
export function numberedInteraction(n: number, profiles: number, year = 2030): Interaction {
  const at = new Date(Date.UTC(year, 0, 1) + n)
  return {
    id: `int_${String(n).padStart(7, '0')}`,
    profileId: `cus_${n % profiles}`,
    seq: n,
    positions: [n],
    revision: 1,
    recordedAt: at,
    changedAt: at,
    kind: 'MESSAGE',
    occurredAt: at,
    occurredAtCorrected: false,
    channel: 'WHATSAPP',
    inbox: null,
    department: null,
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    source: null,
    summary: `message ${n}`,
    body: {},
  }
}

export function createNumberedFeed({
  count,
  profiles,
  year = 2030,
}: {
  count: number
  profiles: number
  /** In which they were written. */
  year?: number
}): NumberedFeed {
  let end = count
  let grown = deferred()

  return {
    async openFeed({ cursor }) {
      let last = Number(cursor ?? 0)
      let isClosed = false
      return createClosableIterator<OutboundEvent>({
        async pull() {
          while (last >= end && !isClosed) await grown.promise
          last += 1
          const interaction = numberedInteraction(last, profiles, year)
          return { done: false, value: { change: 'RECORDED', interaction, cursor: String(last) } }
        },
        async close() {
          isClosed = true
        },
      })
    },
    async buildBody(event) {
      const interaction = event.change === 'HIDDEN' ? null : event.interaction
      return JSON.stringify({ n: interaction?.seq, customer: interaction?.profileId })
    },
    growTo(more) {
      end = more
      grown.resolve()
      grown = deferred()
    },
  }
}
