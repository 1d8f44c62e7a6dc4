import type { ClientSession } from 'mongoose'
import type { Actor, NewInteraction } from '../../../interactions/interaction.ts'
import { keyScopeOf } from '../../../interactions/log/keyScope.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import { type Conversation, departmentOf } from '../conversation/conversation.ts'
import type { HandoffBody } from '../conversation/handoff.ts'
import { outOfTurnOf } from './outOfTurn.ts'
import { isBot } from './turn.ts'
import { silentMs, type TurnRule } from './turnRules.ts'
import type { TurnStore } from './turnStore.ts'
import type { PersonActed } from './watch/turnUpdates.ts'

/** A message that is about to be recorded for the first time. */
export type NewMessage = {
  entry: NewInteraction
  conversation: Conversation
  /** All profiles of its customer. */
  profileIds: readonly string[]
  /** When it was sent, if the caller says; null: now. */
  sentAt: Date | null
  turnToken: number | null
}

/** What messages and hand-offs do to turns, and turns to messages. */
export type MessageTurns = {
  /**
   * The entry to record. A message of a person gives them the turn; a message of a bot without the turn gets a mark.
   *
   * The turn is written before the message, so that a person's message that is in the log has ended the turn of a bot. When
   * the message is refused after that, the turn has ended all the same.
   */
  applied(
    message: NewMessage,
    request: Pick<SubgraphRequest, 'principal'>,
    session?: ClientSession,
  ): Promise<NewInteraction>
  /** A hand-off moves the turn: to a person or department, or away from all others than a bot. */
  handedOff(
    handoff: { conversation: Conversation; body: HandoffBody; at: Date | null },
    session: ClientSession,
  ): Promise<void>
}

export function createMessageTurns(turns: TurnStore, rules: readonly TurnRule[]): MessageTurns {
  async function personWrote(message: NewMessage, session: ClientSession | undefined): Promise<void> {
    const { entry, conversation, profileIds, sentAt } = message
    const acted: PersonActed = {
      actor: entry.actor,
      at: sentAt,
      silentMs: silentMs(rules, entry.department ?? departmentOf(conversation)),
      origin: 'MESSAGE',
    }
    await turns.personActed({ conversationId: conversation.id, profileIds }, acted, session)
  }

  async function marked(message: NewMessage, by: Principal): Promise<NewInteraction> {
    const { entry, conversation, profileIds, sentAt, turnToken } = message
    const states = await turns.readCovering({ conversationId: conversation.id, profileIds })
    const sent = { actor: entry.actor, keyScope: keyScopeOf(by), token: turnToken, at: sentAt }
    const outOfTurn = outOfTurnOf(states, sent)
    return outOfTurn ? { ...entry, body: { ...messageBodyOf(entry), outOfTurn } } : entry
  }

  return {
    async applied(message, { principal }, session) {
      const { entry } = message
      if (entry.kind !== 'MESSAGE') return entry
      if (isBot(entry.actor)) return marked(message, principal)
      if (entry.actor.kind === 'HUMAN') await personWrote(message, session)
      return entry
    },
    async handedOff({ conversation, body, at }, session) {
      const subject = { conversationId: conversation.id, profileIds: [conversation.profileId] }
      const receiver = receiverOf(body)
      if (!receiver) return
      if (isBot(receiver)) return turns.handedToBot(subject, receiver.id ?? '', { at }, session)
      const department = body.to.team?.name ?? departmentOf(conversation)
      const acted: PersonActed = {
        actor: receiver,
        at,
        silentMs: silentMs(rules, department),
        origin: 'HANDOFF',
      }
      await turns.personActed(subject, acted, session)
    },
  }
}

/** Who gets the turn by a hand-off: a person before a bot, and a bot before the people of a department. */
function receiverOf({ to: { person, bot, team } }: HandoffBody): Actor | null {
  if (person) return { kind: 'HUMAN', ...person }
  if (bot) return { kind: 'AI', ...bot }
  return team && { kind: 'HUMAN', id: null, name: team.name ?? team.id }
}

function messageBodyOf({ body }: NewInteraction): object {
  return typeof body === 'object' && body !== null ? body : {}
}
