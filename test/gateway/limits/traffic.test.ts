import { GraphQLError, OperationTypeNode } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { createTraffic, type Place, type Traffic } from '../../../gateway/limits/traffic.ts'
import { trafficLimits, type TrafficLimits } from '../../../gateway/limits/trafficLimits.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'

const { QUERY, SUBSCRIPTION } = OperationTypeNode
const agent = (id: string): Principal => ({ ...demoPrincipal, kind: 'AGENT', id })
const [ana, bia] = [agent('ana'), agent('bia')]

let nowMs: number
beforeEach(() => {
  nowMs = 0
})

function trafficOf(limits: Partial<TrafficLimits>): Traffic {
  return createTraffic({ ...trafficLimits, ...limits }, () => nowMs)
}

/** The place of a query, or the extensions of its refusal. */
function query(traffic: Traffic, principal: Principal, units = 1) {
  return outcome(traffic.enter(principal, { type: QUERY, units, held: 1 }))
}

function subscription(traffic: Traffic, principal: Principal, held = 1) {
  return outcome(traffic.enter(principal, { type: SUBSCRIPTION, units: 1, held }))
}

function outcome(entered: Place | GraphQLError): Place | Record<string, unknown> {
  return entered instanceof GraphQLError ? entered.extensions : entered
}

function placeOf(entered: Place | Record<string, unknown>): Place {
  if (isPlace(entered)) return entered
  throw new Error(`expected a place, got ${JSON.stringify(entered)}`)
}

function isPlace(entered: object): entered is Place {
  return 'leave' in entered
}

const leave: unknown = expect.any(Function)
const place = { leave }
const limited = (retryAfterMs: number) => ({ code: 'RATE_LIMITED', retryable: true, retryAfterMs })
const busy = { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 1_000 }

describe('new documents of a caller', () => {
  const read = (traffic: Traffic, principal: Principal, characters: number) =>
    traffic.readDocument(principal, characters)?.extensions ?? null

  it('have a rate in characters, with ten seconds of it at once', () => {
    const traffic = trafficOf({ newCharactersPerSecond: 100 })
    expect(read(traffic, ana, 900)).toBeNull()
    expect(read(traffic, ana, 101)).toEqual(limited(10))
    expect(read(traffic, bia, 1_000)).toBeNull()
    nowMs += 10
    expect(read(traffic, ana, 101)).toBeNull()
    expect(query(traffic, ana)).toEqual(place)
  })

  it('may each be longer than that, after a pause', () => {
    const traffic = trafficOf({ newCharactersPerSecond: 100 })
    expect(read(traffic, ana, 5_000)).toBeNull()
    expect(read(traffic, ana, 1)).toEqual(limited(10))
  })

  it('have no rate without sign-in', () => {
    const traffic = trafficOf({ newCharactersPerSecond: 1 })
    for (let n = 0; n < 3; n += 1) expect(read(traffic, demoPrincipal, 5_000)).toBeNull()
  })
})

describe('the budget of a caller', () => {
  it('is spent by estimated costs, and comes back with the time', () => {
    const traffic = trafficOf({ costPerMinute: 600 })
    expect(query(traffic, ana, 400)).toEqual(place)
    expect(query(traffic, ana, 201)).toEqual(limited(100))
    expect(query(traffic, ana, 200)).toEqual(place)
    expect(query(traffic, ana, 0)).toEqual(limited(100))
    nowMs += 100
    expect(query(traffic, ana, 0)).toEqual(place)
  })

  it('gets back what an operation did not cost, once, and nothing where that is not known', () => {
    const traffic = trafficOf({ costPerMinute: 600 })
    const known = placeOf(query(traffic, ana, 300))
    const unknown = placeOf(query(traffic, ana, 300))
    unknown.leave()
    unknown.leave(1)
    known.leave(100)
    known.leave(1)
    expect(query(traffic, ana, 201)).toEqual(limited(100))
    expect(query(traffic, ana, 200)).toEqual(place)
  })

  it('is its own', () => {
    const traffic = trafficOf({ costPerMinute: 600 })
    expect(query(traffic, ana, 600)).toEqual(place)
    expect(query(traffic, bia, 600)).toEqual(place)
    expect(query(traffic, { ...ana, kind: 'BOT' }, 600)).toEqual(place)
    expect(query(traffic, ana, 6)).toEqual(limited(600))
  })

  it('is never enough for an operation that costs more than a minute has', () => {
    const traffic = trafficOf({ costPerMinute: 600 })
    expect(query(traffic, ana, 601)).toEqual({ code: 'BAD_USER_INPUT' })
    expect(query(traffic, ana, 600)).toEqual(place)
  })

  it('does not exist without sign-in', () => {
    const traffic = trafficOf({ costPerMinute: 600, maxOperationsOfPrincipal: 1 })
    expect(query(traffic, demoPrincipal, 5_000)).toEqual(place)
    expect(query(traffic, demoPrincipal, 5_000)).toEqual(place)
  })
})

describe('operations in progress', () => {
  it('are bounded for one caller and for all', () => {
    const traffic = trafficOf({ maxOperationsOfPrincipal: 2, maxOperations: 3 })
    const first = placeOf(query(traffic, ana))
    expect(query(traffic, ana)).toEqual(place)
    expect(query(traffic, ana)).toEqual(limited(1_000))
    expect(query(traffic, bia)).toEqual(place)
    expect(query(traffic, bia)).toEqual(busy)
    expect(query(traffic, demoPrincipal)).toEqual(busy)
    first.leave()
    first.leave()
    expect(query(traffic, bia)).toEqual(place)
    expect(query(traffic, agent('carla'))).toEqual(busy)
  })
})

describe('subscriptions', () => {
  it('are bounded by their cost while they are open, for one caller and for all', () => {
    const traffic = trafficOf({ maxSubscriptionsOfPrincipal: 25, maxSubscriptions: 40 })
    const feed = placeOf(subscription(traffic, ana, 20))
    expect(subscription(traffic, ana, 20)).toEqual(limited(1_000))
    expect(subscription(traffic, ana, 5)).toEqual(place)
    expect(subscription(traffic, bia, 20)).toEqual(busy)
    feed.leave()
    expect(subscription(traffic, bia, 20)).toEqual(place)
    expect(query(traffic, ana)).toEqual(place)
  })

  it('begin at a bounded rate, and a refused one costs nothing', () => {
    const traffic = trafficOf({ subscriptionsPerSecond: 2, costPerMinute: 600 })
    for (let n = 0; n < 20; n += 1) placeOf(subscription(traffic, ana)).leave()
    for (let n = 0; n < 1_000; n += 1) expect(subscription(traffic, ana)).toEqual(limited(500))
    expect(subscription(traffic, bia)).toEqual(place)
    expect(query(traffic, ana, 580)).toEqual(place)
    nowMs += 500
    expect(subscription(traffic, ana)).toEqual(place)
  })
})

describe('WebSockets', () => {
  it('are bounded for one caller', () => {
    const { openSocket } = trafficOf({ maxSocketsOfPrincipal: 2 })
    const close = openSocket(ana)
    openSocket(ana)
    expect(() => openSocket(ana)).toThrow(
      'expected at most 2 open WebSockets from one caller, got more; try again later',
    )
    openSocket(bia)
    close()
    close()
    openSocket(ana)
    expect(() => openSocket(ana)).toThrow(GraphQLError)
  })
})

describe('the rate of new WebSockets', () => {
  const open = (traffic: Traffic, principal: Principal) => {
    try {
      return traffic.openSocket(principal)
    } catch (error) {
      return error instanceof GraphQLError ? error.extensions : error
    }
  }

  it('holds for each caller, also when its sockets are closed at once, and not for the demo principal', () => {
    const traffic = trafficOf({ socketsPerSecond: 1 })
    for (let n = 0; n < 10; n += 1) traffic.openSocket(ana)()
    expect(open(traffic, ana)).toEqual(limited(1_000))
    expect(open(traffic, bia)).toEqual(leave)
    nowMs += 1_000
    expect(open(traffic, ana)).toEqual(leave)
    for (let n = 0; n < 20; n += 1) traffic.openSocket(demoPrincipal)()
  })

  it('holds for each address, whoever calls', () => {
    const traffic = trafficOf({ socketsPerSecondOfAddress: 2 })
    for (let n = 0; n < 20; n += 1) expect(traffic.beginSocket('10.0.0.1')).toBeNull()
    expect(traffic.beginSocket('10.0.0.1')).toMatchObject({
      message: 'expected at most 2 new WebSockets in a second from one address, got more; try again later',
      extensions: limited(500),
    })
    expect(traffic.beginSocket('10.0.0.2')).toBeNull()
  })
})

describe('the rate of new subscriptions of an address', () => {
  it('holds for all its callers together, and takes nothing from the rate of the refused one', () => {
    const traffic = trafficOf({ subscriptionsPerSecond: 2, subscriptionsPerSecondOfAddress: 1 })
    const begin = (principal: Principal, address: string) =>
      outcome(traffic.enter(principal, { type: SUBSCRIPTION, units: 1, held: 1, address }))
    for (let n = 0; n < 10; n += 1) expect(begin(agent(`${n}`), '10.0.0.1')).toEqual(place)
    for (let n = 0; n < 30; n += 1) expect(begin(ana, '10.0.0.1')).toEqual(limited(1_000))
    for (let n = 0; n < 10; n += 1) expect(begin(ana, '10.0.0.2')).toEqual(place)
  })
})
