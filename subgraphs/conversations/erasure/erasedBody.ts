import type { InteractionDocument } from '../../../interactions/log/interactionModel.ts'
import type { EraseBody } from '../../../interactions/erasure/eraseUpdate.ts'
import type { HandoffBody } from '../conversation/handoff.ts'
import type { StatusChangeBody } from '../conversation/statusChange.ts'
import type { MessageBody } from '../message/message.ts'

/** What stays of the kinds of this subgraph: no text, no attachment, no address, no reaction and no reason. */
export const erasedBody: EraseBody = (interaction) => {
  switch (interaction.kind) {
    case 'MESSAGE':
      return { body: erasedMessage(interaction), summary: 'Message erased' }
    case 'NOTE':
      return { body: erasedMessage(interaction), summary: 'Note erased' }
    case 'HANDOFF': {
      const { from, to, changed } = bodyIn<HandoffBody>(interaction)
      return { body: { from, to, changed, reason: null }, summary: 'Handed off' }
    }
    case 'STATUS': {
      const { from, to } = bodyIn<StatusChangeBody>(interaction)
      return { body: { from, to }, summary: `Conversation ${to.toLowerCase()}` }
    }
    case 'ACTION':
    case 'COMMITMENT':
    case 'FEEDBACK':
    case 'IDENTITY':
      throw new Error(`expected a kind of the conversations subgraph, got ${interaction.kind}`)
  }
}

/** The state, the call and what the channel could not show stay, because metrics count them. */
function erasedMessage(interaction: InteractionDocument): MessageBody {
  const { deliveryStatus, deleted, editedAt, call, unsupported } = bodyIn<MessageBody>(interaction)
  return {
    text: null,
    attachments: [],
    deliveryStatus,
    deleted,
    editedAt,
    ...(call && { call }),
    ...(unsupported && { unsupported }),
  }
}

function bodyIn<Body>({ body }: InteractionDocument): Body {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only this subgraph writes bodies of its kinds
  return body as Body
}
