import { createBackOff } from '../../../../platform/async/backOff.ts'
import { type ClosableIterator, createClosableIterator } from '../../../../platform/async/closableIterator.ts'
import { callerError } from '../../../../platform/errors/errors.ts'
import { isId } from '../../../../platform/lang/ids.ts'
import { isDatabaseUnavailable } from '../../../../platform/mongo/mongoErrors.ts'
import type { Logger } from '../../../../platform/process/log/logger.ts'
import type { SubgraphRequest } from '../../../../platform/subgraph/requestScope.ts'
import type { SubscriptionTurnChangedArgs, TurnChange } from '../../schemaTypes.ts'
import type { FindTurnSubject } from '../findTurnSubject.ts'
import { malformedId, noSuch } from '../readTurns.ts'
import { coveringTurn, hasOneId, heldNow, type ShownTurn, shownTurn, type TurnState } from '../turn.ts'
import { turnChangeBetween } from './turnChange.ts'
import type { TurnFanOut } from './turnFanOut.ts'
import type { TurnStore } from '../turnStore.ts'
import type { TurnSubject } from './turnUpdates.ts'
import type { WrittenTurn } from './turnWatchStore.ts'

export type TurnChangedEvent = { change: TurnChange; turn: ShownTurn | null }

/** Start `Subscription.turnChanged`. */
export type TurnChanged = (
  given: SubscriptionTurnChangedArgs,
  request: SubgraphRequest,
) => Promise<ClosableIterator<TurnChangedEvent>>

/**
 * The events of a turn. A notification, or the end of a lease, leads to a read, and what the read shows is compared with
 * what was shown last. So an event is never lost for good, and never out of order.
 */
export function createTurnChanged({
  turns,
  findSubject,
  fanOut,
  logger,
}: {
  turns: TurnStore
  findSubject: FindTurnSubject
  fanOut: TurnFanOut
  logger: Logger
}): TurnChanged {
  async function read(
    { id, scope, profileIds }: TurnSubject,
    shown: TurnState | null,
  ): Promise<TurnState | null> {
    const states =
      scope === 'CUSTOMER'
        ? await turns.readOfCustomer(profileIds)
        : await turns.readCovering({ conversationId: id, profileIds })
    const current = scope === 'CUSTOMER' ? states.find((state) => heldNow(state)) : coveringTurn(states)
    // When nobody holds any, the one that was held last says how it ended.
    return current && heldNow(current)
      ? current
      : (states.find((state) => state.id === shown?.id) ?? states[0] ?? null)
  }

  return async function turnChanged(given, request) {
    const { conversationId, customerId } = given
    checkIds(given)
    const waiting = createWaiting()
    let subject: TurnSubject | null = null
    let stop = () => waiting.wake()
    const unsubscribe = fanOut.subscribe({
      onChange(written) {
        if (!written || !subject || concerns(written, subject)) waiting.wake()
      },
      onStop: () => stop(),
    })

    async function findNow(): Promise<TurnSubject> {
      const found = await findSubject(given, request)
      if (!('code' in found)) return found.subject
      throw typeof conversationId === 'string'
        ? noSuch('conversationId', 'conversation', conversationId)
        : noSuch('customerId', 'customer', customerId ?? '')
    }

    async function first(): Promise<TurnState | null> {
      await fanOut.opened()
      const found = await findNow()
      subject = found
      return read(found, null)
    }
    let shown = await first().catch((error: unknown) => {
      unsubscribe()
      throw error
    })
    let isFirst = true
    const backOff = createBackOff()
    const closing = new AbortController()

    async function nextEvent(): Promise<TurnChangedEvent | null> {
      await waiting.wait(shown && msUntilEnd(shown))
      if (closing.signal.aborted || !subject) return null
      const state = await read(subject, shown)
      const change = turnChangeBetween(shown, state)
      // The right to see it, and the profiles of the customer, may have changed.
      if (change) subject = await findNow()
      shown = state ?? shown
      return change && { change, turn: shown && shownTurn(shown) }
    }

    async function pull(): Promise<IteratorResult<TurnChangedEvent, undefined>> {
      if (isFirst) {
        isFirst = false
        return { done: false, value: { change: 'CURRENT', turn: shown && shownTurn(shown) } }
      }
      while (!closing.signal.aborted) {
        try {
          const value = await nextEvent()
          backOff.reset()
          if (value) return { done: false, value }
        } catch (error) {
          if (closing.signal.aborted || !isDatabaseUnavailable(error)) throw error
          logger.warn({ event: 'turn_read_failed', err: error }, 'a stream cannot read a turn; trying again')
          waiting.wake()
          await backOff.pause(closing.signal)
        }
      }
      return { done: true, value: undefined }
    }

    const events = createClosableIterator<TurnChangedEvent>({
      pull,
      async close() {
        closing.abort()
        unsubscribe()
        waiting.wake()
      },
    })
    stop = () =>
      events.fail(callerError('UNAVAILABLE', 'the stream is stopping; subscribe again', { retryable: true }))
    return events
  }
}

function checkIds({ conversationId, customerId }: SubscriptionTurnChangedArgs): void {
  if (!hasOneId(conversationId, customerId)) {
    const got = typeof conversationId === 'string' ? 'both' : 'neither'
    throw callerError('BAD_USER_INPUT', `expected conversationId or customerId, got ${got}`)
  }
  if (typeof conversationId === 'string' && !isId('cnv', conversationId))
    throw malformedId('conversationId', 'cnv', conversationId)
  if (typeof customerId === 'string' && !isId('cus', customerId))
    throw malformedId('customerId', 'cus', customerId)
}

function concerns({ id, scope, profileIds }: WrittenTurn, subject: TurnSubject): boolean {
  return (
    id === subject.id ||
    (scope === 'CUSTOMER' && profileIds.some((profileId) => subject.profileIds.includes(profileId)))
  )
}

/** In how many milliseconds the turn ends unless something happens; null when nobody has it. */
function msUntilEnd(state: TurnState): number | null {
  const held = heldNow(state)
  return held && Math.max(1, held.until.getTime() - state.now.getTime())
}

/** Lets one reader wait for the next `wake`, or for some time. A `wake` while nobody waits counts. */
function createWaiting(): { wait(ms: number | null): Promise<void>; wake(): void } {
  let isAwake = false
  let resume: () => void = () => undefined
  return {
    async wait(ms) {
      if (!isAwake) {
        await new Promise<void>((resolve) => {
          const timer = ms === null ? undefined : setTimeout(resolve, ms)
          resume = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      isAwake = false
    },
    wake() {
      isAwake = true
      resume()
    },
  }
}
