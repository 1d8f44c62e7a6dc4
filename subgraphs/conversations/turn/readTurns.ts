import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { FindConversation } from '../conversation/findConversation.ts'
import { coveringTurn, heldNow, type ShownTurn, shownTurn, takenNow, type TurnState } from './turn.ts'
import type { TurnStore } from './turnStore.ts'

/** The turns that queries show. */
export type ReadTurns = {
  /** Null when nobody has it. The conversation must be one that the caller may see. */
  ofConversation(conversation: Pick<Conversation, 'id' | 'profileId'>): Promise<ShownTurn | null>
  /** Null when nobody has it. The customer must be one that the caller may see. */
  ofCustomer(profileIds: readonly string[]): Promise<ShownTurn | null>
  /** Answers `Query.mayReply`. */
  mayReply(conversationId: string, token: number, request: SubgraphRequest): Promise<boolean>
}

export function createReadTurns(turns: TurnStore, findConversation: FindConversation): ReadTurns {
  const covering = ({ id, profileId }: Pick<Conversation, 'id' | 'profileId'>) =>
    turns.readCovering({ conversationId: id, profileIds: [profileId] })

  return {
    ofConversation: async (conversation) => shownIfHeld(coveringTurn(await covering(conversation))),
    async ofCustomer(profileIds) {
      const states = await turns.readOfCustomer(profileIds)
      return shownIfHeld(states.find((state) => heldNow(state)) ?? null)
    },
    async mayReply(conversationId, token, request) {
      if (!isId('cnv', conversationId)) throw malformedId('conversationId', 'cnv', conversationId)
      const conversation = await findConversation(conversationId, request)
      if (!conversation) throw noSuch('conversationId', 'conversation', conversationId)
      const states = await covering(conversation)
      return states.some((state) => takenNow(state)?.token === token)
    },
  }
}

export function malformedId(field: string, prefix: string, id: string) {
  return callerError('BAD_USER_INPUT', `${field}: expected ${prefix}_…, got "${id.slice(0, 80)}"`)
}

export function noSuch(field: string, what: string, id: string) {
  return callerError('NOT_FOUND', `${field}: no ${what} has the id ${id}`)
}

function shownIfHeld(state: TurnState | null): ShownTurn | null {
  return state && heldNow(state) ? shownTurn(state) : null
}
