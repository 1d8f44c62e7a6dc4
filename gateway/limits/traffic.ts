import { type GraphQLError, OperationTypeNode } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'
import { createTokenBuckets } from '../../platform/lang/tokenBuckets.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { TrafficLimits } from './trafficLimits.ts'

/** An operation that is in progress, or a subscription that is open. */
export type Place = {
  /**
   * It has ended. `units` is what it cost, where that is known; the rest of what was taken from the budget for it is
   * given back. Does nothing when it is called again.
   */
  leave: (units?: number | null) => void
}

/** What one principal does at this moment. */
type Use = { operations: number; subscriptions: number; sockets: number }

/** Operations, subscriptions and sockets of this process, within the limits. */
export type Traffic = {
  /**
   * Why a document of so many characters, which this process does not know yet, is not read now for this principal; null
   * when it was counted.
   */
  readDocument: (principal: Principal, characters: number) => GraphQLError | null
  /** Begin an operation that was admitted, of this estimated cost; an error when it is too much now. */
  enter(
    principal: Principal,
    operation: { type: OperationTypeNode; units: number; held: number; address?: string | undefined },
  ): Place | GraphQLError
  /**
   * Count a WebSocket until the result is called. Throws a GraphQLError when the principal has too many, or opens them too
   * fast.
   */
  openSocket: (principal: Principal) => () => void
  /** Why this address may not open a WebSocket now, before it is known who calls; null when it may. */
  beginSocket: (address: string) => GraphQLError | null
  /** What all callers together do at this moment; subscriptions by their cost. */
  inUse: () => Readonly<Use>
}

/** What is refused for the moment can be tried again after this time. */
const pauseMs = 1_000

/** After a pause as much may come at once as the rate allows in so many seconds. */
const burstSeconds = 10

export function createTraffic(limits: TrafficLimits, now?: () => number): Traffic {
  const uses = new Map<string, Use>()
  const all: Use = { operations: 0, subscriptions: 0, sockets: 0 }
  const clock = now ? { now } : {}
  const budgets = createTokenBuckets({
    capacity: limits.costPerMinute,
    perSecond: limits.costPerMinute / 60,
    ...clock,
  })
  const rateOf = (perSecond: number) =>
    createTokenBuckets({ capacity: perSecond * burstSeconds, perSecond, ...clock })
  const newCharacters = rateOf(limits.newCharactersPerSecond)
  const beginnings = rateOf(limits.subscriptionsPerSecond)
  const beginningsOfAddress = rateOf(limits.subscriptionsPerSecondOfAddress)
  const newSockets = rateOf(limits.socketsPerSecond)
  const newSocketsOfAddress = rateOf(limits.socketsPerSecondOfAddress)

  function change(key: string, part: keyof Use, by: number): void {
    all[part] += by
    const use = uses.get(key) ?? { operations: 0, subscriptions: 0, sockets: 0 }
    use[part] += by
    if (use.operations + use.subscriptions + use.sockets === 0) uses.delete(key)
    else uses.set(key, use)
  }

  const useOf = (key: string, part: keyof Use) => uses.get(key)?.[part] ?? 0

  /** Why there is no place now; null when there is. */
  function fullness(
    key: string,
    isDemo: boolean,
    isSubscription: boolean,
    held: number,
  ): GraphQLError | null {
    if (isSubscription) {
      const { maxSubscriptions, maxSubscriptionsOfPrincipal } = limits
      if (useOf(key, 'subscriptions') + held > maxSubscriptionsOfPrincipal)
        return tooMuch(`open subscriptions of a cost of at most ${maxSubscriptionsOfPrincipal}`, pauseMs)
      return all.subscriptions + held > maxSubscriptions ? busy() : null
    }
    const { maxOperations, maxOperationsOfPrincipal } = limits
    if (!isDemo && useOf(key, 'operations') >= maxOperationsOfPrincipal)
      return tooMuch(`at most ${maxOperationsOfPrincipal} operations at once`, pauseMs)
    return all.operations >= maxOperations ? busy() : null
  }

  /** Why the budget or the rate does not allow it; null when it was taken. */
  function charge(
    key: string,
    isSubscription: boolean,
    units: number,
    address: string | undefined,
  ): GraphQLError | null {
    const { costPerMinute } = limits
    const waitMs = budgets.take(key, units)
    if (waitMs === Infinity)
      return callerError(
        'BAD_USER_INPUT',
        `expected an operation of a cost of at most ${costPerMinute}, got ${units}`,
      )
    if (waitMs > 0) return tooMuch(`operations of a cost of at most ${costPerMinute} in a minute`, waitMs)
    const tooFast = isSubscription ? chargeBeginning(key, address) : null
    if (tooFast) budgets.giveBack(key, units)
    return tooFast
  }

  /** Why a subscription may not begin now; null when it was counted. */
  function chargeBeginning(key: string, address: string | undefined): GraphQLError | null {
    const { subscriptionsPerSecond, subscriptionsPerSecondOfAddress } = limits
    const rateMs = beginnings.take(key, 1)
    if (rateMs > 0) return tooMuch(`at most ${subscriptionsPerSecond} new subscriptions in a second`, rateMs)
    const addressMs = address === undefined ? 0 : beginningsOfAddress.take(address, 1)
    if (addressMs === 0) return null
    beginnings.giveBack(key, 1)
    return tooMuch(
      `at most ${subscriptionsPerSecondOfAddress} new subscriptions in a second`,
      addressMs,
      'address',
    )
  }

  return {
    readDocument(principal, characters) {
      if (principal.kind === 'DEMO') return null
      const { newCharactersPerSecond } = limits
      // A longer document takes all that there is.
      const taken = Math.min(characters, newCharactersPerSecond * burstSeconds)
      const waitMs = newCharacters.take(keyOf(principal), taken)
      if (waitMs === 0) return null
      const expected = `at most ${newCharactersPerSecond} characters of new documents in a second`
      return tooMuch(expected, waitMs, 'caller', 'send values as variables, or try again later')
    },
    enter(principal, { type, units: estimated, held, address }) {
      const key = keyOf(principal)
      const isDemo = principal.kind === 'DEMO'
      const isSubscription = type === OperationTypeNode.SUBSCRIPTION
      const units = Math.max(1, estimated)
      const refusal =
        fullness(key, isDemo, isSubscription, held) ??
        (isDemo ? null : charge(key, isSubscription, units, address))
      if (refusal) return refusal
      const [part, places] = isSubscription
        ? (['subscriptions', held] as const)
        : (['operations', 1] as const)
      change(key, part, places)
      let isOver = false
      return {
        leave(actual = null) {
          if (isOver) return
          isOver = true
          change(key, part, -places)
          const rest = actual === null ? 0 : units - Math.max(1, actual)
          if (!isDemo && rest > 0) budgets.giveBack(key, rest)
        },
      }
    },
    openSocket(principal) {
      const key = keyOf(principal)
      const { maxSocketsOfPrincipal, socketsPerSecond } = limits
      if (useOf(key, 'sockets') >= maxSocketsOfPrincipal)
        throw tooMuch(`at most ${maxSocketsOfPrincipal} open WebSockets`, pauseMs)
      const rateMs = principal.kind === 'DEMO' ? 0 : newSockets.take(key, 1)
      if (rateMs > 0) throw tooMuch(`at most ${socketsPerSecond} new WebSockets in a second`, rateMs)
      change(key, 'sockets', 1)
      let isOver = false
      return () => {
        if (!isOver) change(key, 'sockets', -1)
        isOver = true
      }
    },
    inUse: () => all,
    beginSocket(address) {
      const rateMs = newSocketsOfAddress.take(address, 1)
      if (rateMs === 0) return null
      const { socketsPerSecondOfAddress } = limits
      return tooMuch(`at most ${socketsPerSecondOfAddress} new WebSockets in a second`, rateMs, 'address')
    },
  }
}

function keyOf({ kind, id }: Principal): string {
  return `${kind}:${id}`
}

function tooMuch(
  expected: string,
  retryAfterMs: number,
  of: 'caller' | 'address' = 'caller',
  advice = 'try again later',
): GraphQLError {
  return callerError('RATE_LIMITED', `expected ${expected} from one ${of}, got more; ${advice}`, {
    retryable: true,
    retryAfterMs,
  })
}

function busy(): GraphQLError {
  return callerError('UNAVAILABLE', 'this gateway has too much to do at this moment; try again', {
    retryable: true,
    retryAfterMs: pauseMs,
  })
}
