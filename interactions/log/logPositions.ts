import { LRUCache } from 'lru-cache'
import type { ClientSession, Connection } from 'mongoose'
import { createKeyedMutex, type KeyedMutex } from '../../platform/async/keyedMutex.ts'
import { duplicateKeyOf } from '../../platform/mongo/mongoErrors.ts'
import { interactionModel } from './interactionModel.ts'

/** Another writer took the position first while we were in a transaction: run the whole transaction again. */
export class PositionTakenError extends Error {
  override name = 'PositionTakenError'
}

/** The customer was erased, and nothing is written to their logs any more. What arrives is of a new customer. */
export class LogEndedError extends Error {
  override name = 'LogEndedError'
}

export type WithSession = { session?: ClientSession }

/** The positions of the logs of all profiles, as the writers of one process over one connection take them. */
export type LogPositions = {
  /** The last position of a log; 0 when it is empty. */
  last(profileId: string, options?: WithSession): Promise<number>
  /**
   * Write at the next free position, which is after `after`. In a transaction a taken position is a PositionTakenError;
   * outside the write is tried again at the next one. A write that answers null has taken no position. Rejects with a
   * LogEndedError when the log has ended.
   */
  take<Result>(
    profileId: string,
    after: number,
    options: WithSession,
    write: (seq: number) => Promise<Result>,
  ): Promise<Result>
  /** Forget the last position of a log that this process has seen. */
  forget(profileId: string): void
  /**
   * Run work while no other writer of this process has the lock of the log (by the profile's id), or of the interaction
   * (by its own id). Take the lock of an interaction before the one of its log.
   */
  withLock<Result>(id: string, work: () => Promise<Result>): Promise<Result>
  /** Read when a majority has what is in a log here now, so that nothing is read that could still be rolled back. */
  whenCommitted<Result>(profileId: string, read: (session: ClientSession) => Promise<Result>): Promise<Result>
}

const rememberedLogs = 10_000

/** What the writers of one process over one connection share. */
type SharedPositions = {
  mutex: KeyedMutex
  /** The last position of a log that a majority is known to have. */
  lastSeen: LRUCache<string, number>
}

const sharedPositions = new WeakMap<Connection, SharedPositions>()

function sharedPositionsOf(connection: Connection): SharedPositions {
  const shared = sharedPositions.get(connection) ?? {
    mutex: createKeyedMutex(),
    lastSeen: new LRUCache<string, number>({ max: rememberedLogs }),
  }
  sharedPositions.set(connection, shared)
  return shared
}

function remember({ lastSeen }: SharedPositions, profileId: string, seq: number): void {
  lastSeen.set(profileId, Math.max(seq, lastSeen.get(profileId) ?? 0))
}

/** The last position that a transaction has written to each log, until it commits. */
const writtenIn = new WeakMap<ClientSession, Map<string, number>>()

function written(session: ClientSession): Map<string, number> {
  const positions = writtenIn.get(session) ?? new Map<string, number>()
  writtenIn.set(session, positions)
  return positions
}

/** Call it when a transaction begins, or begins again: what was written in it before does not count. */
export function forgetWritten(session: ClientSession): void {
  writtenIn.delete(session)
}

/** Call it when a transaction has committed, so that the next writer continues after it. */
export function rememberWritten(connection: Connection, session: ClientSession): void {
  for (const [profileId, seq] of writtenIn.get(session) ?? [])
    remember(sharedPositionsOf(connection), profileId, seq)
  writtenIn.delete(session)
}

/**
 * The order of positions is the order of commits, without counters: a writer takes the position after the last one that
 * it has seen, and the unique index on (profileId, positions) lets one writer have it. A writer that comes second reads
 * the end of the log and tries again. The writers of one process share the positions that they have seen and write to
 * one log one after the other, so that they do not compete with each other.
 */
export function createLogPositions(connection: Connection): LogPositions {
  const model = interactionModel(connection)
  const shared = sharedPositionsOf(connection)
  const { mutex, lastSeen } = shared

  async function endOf(
    profileId: string,
    { session }: WithSession,
  ): Promise<{ seq: number; endsLog?: true } | null> {
    // A majority read: a write that only this server has could be rolled back, which would leave a gap before ours.
    return model
      .findOne({ profileId }, { seq: 1, endsLog: 1, _id: 0 })
      .sort({ seq: -1 })
      .session(session ?? null)
      .lean()
  }

  async function last(profileId: string, options: WithSession = {}): Promise<number> {
    return (await endOf(profileId, options))?.seq ?? 0
  }

  /** The last position of a log that has not ended. Whoever writes after it has read it here. */
  async function lastOfOpen(profileId: string, options: WithSession): Promise<number> {
    const end = await endOf(profileId, options)
    if (end?.endsLog) throw new LogEndedError(`the log of ${profileId} has ended`)
    return end?.seq ?? 0
  }

  async function lastBefore(profileId: string, { session }: WithSession): Promise<number> {
    // A transaction continues after the last position of its own snapshot, its own writes included.
    if (session) return lastOfOpen(profileId, { session })
    return lastSeen.get(profileId) ?? (await lastOfOpen(profileId, {}))
  }

  async function whenCommitted<Result>(
    profileId: string,
    read: (session: ClientSession) => Promise<Result>,
  ): Promise<Result> {
    const session = await connection.startSession({ causalConsistency: true })
    try {
      // The session takes the time of this local read, and its next read, a majority read, waits for that time.
      await model.findOne({ profileId }, { _id: 1 }).session(session).readConcern('local').lean()
      return await read(session)
    } finally {
      await session.endSession()
    }
  }

  return {
    last,
    whenCommitted,
    forget(profileId) {
      lastSeen.delete(profileId)
    },
    withLock: (id, work) => mutex.run(id, work),
    async take(profileId, after, options, write) {
      const { session } = options
      for (;;) {
        const seq = Math.max(await lastBefore(profileId, options), after) + 1
        try {
          const result = await write(seq)
          if (result !== null) {
            if (session) written(session).set(profileId, seq)
            else remember(shared, profileId, seq)
          }
          return result
        } catch (error) {
          if (!duplicateKeyOf(error)?.includes('positions')) throw error
          lastSeen.delete(profileId)
          if (session)
            throw new PositionTakenError(`a position of ${profileId} was taken first`, { cause: error })
          const end = await whenCommitted(profileId, (committed) =>
            lastOfOpen(profileId, { session: committed }),
          )
          remember(shared, profileId, end)
        }
      }
    },
  }
}
