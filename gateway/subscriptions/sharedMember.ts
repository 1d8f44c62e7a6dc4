import type { ExecutionResult, GraphQLError } from 'graphql'
import { createTakingIterator, type TakingIterator } from '../../platform/async/takingIterator.ts'
import { callerError } from '../../platform/errors/errors.ts'
import type { SharedEvent } from './sharedRing.ts'
import type { SharedMember, SharedStream } from './sharedStream.ts'

type Result = ExecutionResult<Record<string, unknown>>

/** Where a subscriber reads on: the next event that it needs, and how it goes on elsewhere. */
export type SharedPlace = {
  /** The token with which the subscriber entered the stream. */
  member: SharedMember
  stream: SharedStream
  /** The number of the next event. */
  number: number
  /** An event that it gets before. */
  first: SharedEvent | null
  /** The stream that most equal subscribers read, and that reads on from the same cursor; null when there is none. */
  mainStream: () => SharedStream | null
  /** Enter a stream that begins after a cursor, with an event that repeats the cursor. */
  resume: (cursor: string) => Promise<SharedStream | readonly GraphQLError[]>
}

/**
 * The results of one subscriber. It moves to the main stream as soon as that has the subscriber's cursor, and reads on
 * there: after equal cursors equal events come. When the stream has dropped its next event it goes on in a stream of its
 * own, from its cursor. So it gets each event once, and in order, wherever it reads.
 */
export function readSharedEvents({
  member,
  stream,
  number,
  first,
  mainStream,
  resume,
}: SharedPlace): TakingIterator<Result> {
  let given = first
  let cursor = first?.cursor ?? null
  /** The cursor that a resumed stream repeats first. */
  let repeated: string | null = null
  let failure: { error: unknown } | null = null
  let isOver = false

  function moveTo(next: SharedStream, at: number): void {
    next.enter(member)
    stream.leave(member)
    stream = next
    number = at
    repeated = null
  }

  function moveToMain(): void {
    const main = mainStream()
    const found = main === null || main === stream || cursor === null ? null : main.numberAfter(cursor)
    if (main && found !== null) moveTo(main, found)
  }

  /** Go on in a stream of its own. Rejects with SLOW_CONSUMER without a cursor, and with why the stream was refused. */
  async function goOnAlone(): Promise<void> {
    if (cursor === null) throw tooSlow()
    const own = await resume(cursor)
    if (!('enter' in own)) throw own[0] ?? tooSlow()
    if (isOver) return own.leave(member)
    stream.leave(member)
    stream = own
    number = 0
    repeated = cursor
  }

  function isRepeat(event: SharedEvent): boolean {
    const isSame = repeated !== null && event.cursor === repeated
    repeated = null
    return isSame
  }

  function take(onMore: () => void): IteratorResult<Result, undefined> | null {
    if (failure) throw failure.error
    if (given) {
      const { result } = given
      given = null
      return { done: false, value: result }
    }
    for (;;) {
      moveToMain()
      const event = stream.at(number)
      if (event) {
        number += 1
        if (isRepeat(event)) continue
        cursor = event.cursor ?? cursor
        return { done: false, value: event.result }
      }
      const end = stream.ended()
      if (event === null) {
        const fail = (error: unknown) => {
          failure = { error }
        }
        void goOnAlone().catch(fail).then(onMore)
      } else if (end === 'complete') return { done: true, value: undefined }
      else if (end) throw end.error
      else {
        member.wake = onMore
        stream.readOn()
      }
      return null
    }
  }

  return createTakingIterator({
    take,
    async close() {
      isOver = true
      stream.leave(member)
    },
  })
}

function tooSlow(): GraphQLError {
  return callerError('SLOW_CONSUMER', 'events came faster than they were read; subscribe again', {
    retryable: true,
  })
}
