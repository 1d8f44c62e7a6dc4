import { randomUUID } from 'node:crypto'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { byPhone, idOf, membersOf, type Variables } from '../../../support/recordingSubgraphs.ts'
import type { ConversationsSubgraph } from '../conversationsSubgraph.ts'

const detailFields = `id text failureReason unsupported
  inReplyTo { id text } email { subject from to cc bcc quotedText }
  emailRecipients { kind address name } call { status durationSeconds }
  attachments { type title latitude longitude phones }
  referral { sourceType sourceUrl externalId headline body mediaUrl ref clickId } translations { language text }`

const message = { customer: byPhone('11 98765-4321'), channel: 'EMAIL', actor: { kind: 'CUSTOMER' } }

/** What tests do with messages that have details. */
export function createMessageDetails(subgraph: () => ConversationsSubgraph) {
  /** The payload of a message with these members. */
  function record(input: Variables, principal = demoPrincipal) {
    const members = { ...message, ...input }
    return subgraph().mutate('recordMessage', `message { ${detailFields} }`, members, principal)
  }

  return {
    record,
    recordedId: async (input: Variables, principal = demoPrincipal): Promise<string> =>
      idOf(await record(input, principal), 'message'),
    /** The details of a message as a principal reads them. */
    read: async (id: string, principal = demoPrincipal) => {
      const [found] = await subgraph().entities(
        [{ __typename: 'Message', id }],
        `... on Message { ${detailFields} }`,
        principal,
      )
      return membersOf(found)
    },
    newSource: (version?: number) => ({
      system: 'crm',
      externalId: randomUUID(),
      ...(version !== undefined && { version }),
    }),
  }
}
