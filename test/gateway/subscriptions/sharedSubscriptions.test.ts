import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { CompiledOperation } from '../../../gateway/execution/compileOperation.ts'
import { createSharedSubscriptions } from '../../../gateway/subscriptions/sharedSubscriptions.ts'
import { type ClosableIterator, createClosableIterator } from '../../../platform/async/closableIterator.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import type { SharedEvent } from '../../../gateway/subscriptions/sharedRing.ts'
import type { ExecutionResult } from 'graphql'

type Result = ExecutionResult<Record<string, unknown>>

const compiled: CompiledOperation = {
  selection: {
    complete: () => null,
    members: 0,
    isForApollo: false,
    cost: { units: 0, nodes: 0, leaves: 0 },
    rootNames: [],
  },
  execute: () => {
    throw new Error('expected no execution')
  },
  subscription: () => [],
}

/** A log, and how many of its readers are open. A cursor is the number of events before it. */
function createLog() {
  let length = 0
  const waiting: (() => void)[] = []
  const wakeAll = () => {
    for (const wake of waiting.splice(0)) wake()
  }
  let failure: Error | null = null
  const log = {
    open: 0,
    opened: 0,
    length: () => length,
    append() {
      length += 1
      wakeAll()
    },
    fail() {
      failure = callerError('UNAVAILABLE', 'the log is gone')
      wakeAll()
      failure = null
    },
    read(after: number): ClosableIterator<SharedEvent> {
      let position = after
      let hasBegun = false
      let ending: Error | null = null
      log.open += 1
      log.opened += 1
      const eventAt = (number: number, change: string): { done: false; value: SharedEvent } => ({
        done: false,
        value: { result: { data: { change, number } }, cursor: String(number), bytes: 100 },
      })
      return createClosableIterator<SharedEvent>({
        async pull() {
          if (!hasBegun) {
            hasBegun = true
            return eventAt(position, 'POSITION')
          }
          while (position >= length) {
            await new Promise<void>((resolve) =>
              waiting.push(() => {
                ending = failure
                resolve()
              }),
            )
            if (ending) throw ending
          }
          position += 1
          return eventAt(position, 'RECORDED')
        },
        async close() {
          log.open -= 1
        },
      })
    },
  }
  return log
}

type Log = ReturnType<typeof createLog>

/** Subscribe to a log as one of the callers. */
function subscribing(log: Log, options = { maxEvents: 3, maxBytesOfMember: 16_000, maxMembers: 16 }) {
  const subscribe = createSharedSubscriptions(options)
  return async (
    after: number | null,
    { rights = 'all', caller = 'ana', isExact = true } = {},
  ): Promise<ClosableIterator<Result>> => {
    const outcome = await subscribe({
      compiled,
      rightsKey: rights,
      callerKey: `${rights} ${caller}`,
      after: after === null ? null : String(after),
      isExact,
      open: async (cursor) => log.read(cursor === null ? (after ?? log.length()) : Number(cursor)),
    })
    if (!('next' in outcome)) throw new Error('expected a stream')
    return outcome
  }
}

async function numberOf(results: ClosableIterator<Result>): Promise<number> {
  const { value } = await results.next()
  return Number(value?.data?.['number'])
}

describe('subscribers that share', () => {
  it('get every event once and in order, however they come, read, fall behind and leave', async () => {
    const command = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('subscribe' as const),
          back: fc.option(fc.nat(6)),
          caller: fc.constantFrom('ana', 'bruno'),
        }),
      },
      { weight: 8, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.nat(9) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 60 }), async (commands) => {
        const log = createLog()
        const subscribe = subscribing(log)
        const readers: { results: ClosableIterator<Result>; at: number; isLeft: boolean }[] = []
        const read = async (reader: (typeof readers)[number]) => {
          const number = await numberOf(reader.results)
          expect(number).toBe(reader.at + 1)
          reader.at = number
        }
        for (const given of commands) {
          if (given.do === 'append') log.append()
          else if (given.do === 'subscribe') {
            const after = given.back === null ? null : Math.max(0, log.length() - given.back)
            const before = log.length()
            const results = await subscribe(after, { caller: given.caller })
            const at = await numberOf(results)
            if (after === null) expect(at).toBeLessThanOrEqual(before)
            else expect(at).toBe(after)
            readers.push({ results, at, isLeft: false })
          } else {
            const reader = readers[given.who]
            if (!reader || reader.isLeft) continue
            if (given.do === 'read' && reader.at < log.length()) await read(reader)
            if (given.do === 'leave') {
              reader.isLeft = true
              await reader.results.return()
            }
          }
        }
        for (const reader of readers) {
          while (!reader.isLeft && reader.at < log.length()) await read(reader)
        }
        await Promise.all(readers.map(({ results }) => results.return()))
        expect(log.open).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('have one upstream, also when they came at different times and from different positions', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const first = await subscribe(null)
    expect(await numberOf(first)).toBe(0)
    const waiting = first.next()
    const second = await subscribe(null)
    const third = await subscribe(0, { caller: 'bruno' })
    expect([await numberOf(second), await numberOf(third)]).toEqual([0, 0])
    const others = [second.next(), third.next()]
    expect(log.open).toBe(1)
    log.append()
    const results = await Promise.all([waiting, ...others])
    expect(results.map(({ value }) => value)).toEqual(
      Array.from({ length: 3 }, () => ({ data: { change: 'RECORDED', number: 1 } })),
    )
    expect(new Set(results.map(({ value }) => value)).size).toBe(1)
  })

  it('open one upstream for all who begin together', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const all = await Promise.all(Array.from({ length: 50 }, () => subscribe(null)))
    expect(await Promise.all(all.map(numberOf))).toEqual(Array.from({ length: 50 }, () => 0))
    expect(log.opened).toBe(1)
  })

  it('are answered once for a position when many resume from it', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const first = await subscribe(null)
    await numberOf(first)
    log.append()
    await numberOf(first)
    void first.next()
    const resumed = await Promise.all(Array.from({ length: 50 }, () => subscribe(1)))
    expect(await Promise.all(resumed.map(numberOf))).toEqual(Array.from({ length: 50 }, () => 1))
    expect({ open: log.open, opened: log.opened }).toEqual({ open: 1, opened: 2 })
  })

  it('never share with one of other rights', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const all = [await subscribe(null, { rights: 'sales' }), await subscribe(null, { rights: 'support' })]
    await Promise.all(all.map(numberOf))
    expect(log.open).toBe(2)
  })

  it('of another caller are checked by an upstream of their own', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const first = await subscribe(null)
    await numberOf(first)
    void first.next()
    const second = await subscribe(null, { caller: 'bruno' })
    await numberOf(second)
    expect({ open: log.open, opened: log.opened }).toEqual({ open: 1, opened: 2 })
  })

  it('go on when the first leaves, and close the upstream when the last does', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const all = await Promise.all([subscribe(null), subscribe(null), subscribe(null)])
    await Promise.all(all.map(numberOf))
    const [first, ...rest] = all
    const waiting = rest.map(numberOf)
    await first?.return()
    log.append()
    expect(await Promise.all(waiting)).toEqual([1, 1])
    await Promise.all(rest.map((results) => results.return()))
    expect(log.open).toBe(0)
  })

  it('leave one that does not read behind, which goes on alone from where it was', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const [fast, slow] = [await subscribe(null), await subscribe(null)]
    await Promise.all([fast, slow].map(numberOf))
    for (let number = 1; number <= 10; number += 1) {
      log.append()
      expect(await numberOf(fast)).toBe(number)
    }
    const seen: number[] = []
    for (let number = 1; number <= 10; number += 1) seen.push(await numberOf(slow))
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const waiting = [numberOf(fast), numberOf(slow)]
    log.append()
    expect(await Promise.all(waiting)).toEqual([11, 11])
    expect(log.open).toBe(1)
  })

  it('all get the error of their upstream, and nothing stays open', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const all = await Promise.all([subscribe(null), subscribe(null)])
    await Promise.all(all.map(numberOf))
    const waiting = Promise.allSettled(all.map((results) => results.next()))
    log.fail()
    expect(await waiting).toMatchObject([
      { status: 'rejected', reason: { message: 'the log is gone' } },
      { status: 'rejected', reason: { message: 'the log is gone' } },
    ])
    expect(log.open).toBe(0)
    const again = await subscribe(null)
    expect(await numberOf(again)).toBe(0)
    await again.return()
  })

  it('get from the log what happened long before they came', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const first = await subscribe(null)
    await numberOf(first)
    log.append()
    await numberOf(first)
    void first.next()
    const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_001)
    try {
      const opened = log.opened
      const resumed = await subscribe(0)
      expect([await numberOf(resumed), await numberOf(resumed)]).toEqual([0, 1])
      expect(log.opened - opened).toBe(1)
      void resumed.next()
      expect(log.open).toBe(1)
    } finally {
      now.mockRestore()
    }
  })

  it('do not move by a cursor that is no exact position', async () => {
    const log = createLog()
    const subscribe = subscribing(log)
    const first = await subscribe(null, { isExact: false })
    await numberOf(first)
    log.append()
    await numberOf(first)
    void first.next()
    const resumed = await subscribe(1, { isExact: false })
    expect(await numberOf(resumed)).toBe(1)
    void resumed.next()
    expect(log.open).toBe(2)
    const now = await subscribe(null, { isExact: false })
    expect(await numberOf(now)).toBe(1)
    expect(log.open).toBe(2)
  })
})
