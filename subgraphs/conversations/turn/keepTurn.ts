import { randomUUID } from 'node:crypto'
import type { Actor } from '../../../interactions/interaction.ts'
import { keyScopeOf } from '../../../interactions/log/keyScope.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { ReleaseTurnInput, RenewTurnInput } from '../schemaTypes.ts'
import type { FindTurnSubject } from './findTurnSubject.ts'
import { defaultForMs, releaseTurnFaults, renewTurnFaults, takenNow, type TurnState } from './turn.ts'
import { hasTurn, lostTurn, refusedTurn, releasedTurn, type TurnAnswer } from './turnAnswer.ts'
import type { TurnStore } from './turnStore.ts'

/** Renews and releases turns that were taken. */
export type KeepTurn = {
  renew(input: RenewTurnInput, request: SubgraphRequest): Promise<TurnAnswer>
  release(input: ReleaseTurnInput, request: SubgraphRequest): Promise<TurnAnswer>
}

/** Who asks again after a lost turn: for how long a bot has to wait is the longer time. */
const anyBot: Actor = { kind: 'AI', id: null, name: null }
const botCallers: readonly string[] = ['BOT', 'AUTOMATION']

export function createKeepTurn({
  turns,
  findSubject,
}: {
  turns: TurnStore
  findSubject: FindTurnSubject
}): KeepTurn {
  async function findTurn(turnId: string, request: SubgraphRequest): Promise<TurnState | null> {
    const state = await turns.readByTurnId(turnId)
    if (!state) return null
    const ids = state.scope === 'CUSTOMER' ? { customerId: state.id } : { conversationId: state.id }
    return 'code' in (await findSubject(ids, request)) ? null : state
  }

  return {
    async renew(input, request) {
      const { turnId, token, forMs = defaultForMs } = input
      const faults = renewTurnFaults(input)
      if (faults.length > 0) return refusedTurn(faults)
      if (!(await findTurn(turnId, request))) return refusedTurn([noSuchTurn(turnId)])
      const attempt = randomUUID()
      const keyScope = keyScopeOf(request.principal)
      const state = await turns.renew(turnId, { token, keyScope, forMs, attempt })
      if (!state) return refusedTurn([noSuchTurn(turnId)])
      if (state.attempt === attempt) return hasTurn(state)
      return lostTurn(anyBot, state, [notYours(token, state)])
    },
    async release(input, request) {
      const { turnId, token } = input
      const faults = releaseTurnFaults(input)
      if (faults.length > 0) return refusedTurn(faults)
      if (!(await findTurn(turnId, request))) return refusedTurn([noSuchTurn(turnId)])
      const attempt = randomUUID()
      const keyScope = keyScopeOf(request.principal)
      const ofPersons = !botCallers.includes(request.principal.kind)
      const state = await turns.release(turnId, { token, keyScope, ofPersons, attempt })
      if (!state) return refusedTurn([noSuchTurn(turnId)])
      const wasReleased = state.token === token && state.endedBy === 'RELEASED'
      if (state.attempt === attempt || wasReleased) return releasedTurn(anyBot, state)
      return lostTurn(anyBot, state, [notYours(token, state)])
    },
  }
}

function noSuchTurn(turnId: string): UserError {
  return userError('NOT_FOUND', 'turnId', `turnId: no turn has the id ${turnId}`)
}

function notYours(token: number, state: TurnState): UserError {
  const reason =
    token === state.token
      ? takenNow(state)
        ? `${token}, with which another caller took it`
        : `${token}, whose turn has ended`
      : `${token}, where the present one is ${state.token}`
  return userError('CONFLICT', 'token', `token: expected the token of a turn that you have, got ${reason}`)
}
