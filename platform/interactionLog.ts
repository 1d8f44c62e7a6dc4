import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from './clock.ts'
import { createKeyedMutex } from './keyedMutex.ts'
import { duplicateKeyOf } from './mongoErrors.ts'
import { fingerprint } from './fingerprint.ts'
import { newId } from './ids.ts'
import type { Interaction, InteractionChange, NewInteraction } from './interaction.ts'
import { type InteractionDocument, interactionModel, toInteraction } from './interactionModel.ts'

/** How a record ended. `conflict` and `repeated` carry the interaction recorded first. */
export type RecordResult = {
  outcome: 'recorded' | 'amended' | 'repeated' | 'conflict'
  interaction: Interaction
}

/** How an amendment ended; `missing` when there is no such interaction. */
export type AmendResult =
  { outcome: 'amended' | 'unchanged'; interaction: Interaction } | { outcome: 'missing'; interaction: null }

/** What to change, decided on the latest state; null changes nothing. May be called again, so it must be pure. */
export type Decide = (current: Interaction) => InteractionChange | null

/** Somebody else took the position first while we were in a transaction: run the whole transaction again. */
export class PositionTakenError extends Error {
  override name = 'PositionTakenError'
}

type WithSession = { session?: ClientSession }

export type InteractionLog = {
  /**
   * Append to the profile's log, once per source and per idempotency key. A source seen before with a higher version
   * is amended by `amend`; with the same or a lower version, or the same content, it is `repeated`; with another
   * content and no version it is a `conflict`, unless `amendsRepeats` says that the later content counts.
   */
  record(
    entry: NewInteraction,
    options?: WithSession & { amend?: Decide; amendsRepeats?: boolean },
  ): Promise<RecordResult>
  /** Change an interaction and move it to the end of its log, in one atomic write. */
  amend(id: string, decide: Decide, options?: WithSession): Promise<AmendResult>
  /** The last position of a log; 0 when it is empty. */
  lastPosition(profileId: string, options?: WithSession): Promise<number>
}

const rememberedLogs = 10_000

/**
 * The append-only log of interactions, one per profile.
 *
 * Order of positions is order of commits, without counters or locks: a writer takes the position after the last one
 * it knows, and the unique index on (profileId, positions) lets one writer have it. Who comes second reads the end of
 * the log and tries again.
 */
export function createInteractionLog({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): InteractionLog {
  const model = interactionModel(connection)
  const mutex = createKeyedMutex()
  const lastKnown = new Map<string, number>()

  function remember(profileId: string, seq: number): void {
    const known = lastKnown.get(profileId) ?? 0
    lastKnown.delete(profileId)
    lastKnown.set(profileId, Math.max(seq, known))
    if (lastKnown.size > rememberedLogs) {
      const oldest = lastKnown.keys().next()
      if (!oldest.done) lastKnown.delete(oldest.value)
    }
  }

  async function lastPosition(profileId: string, { session }: WithSession = {}): Promise<number> {
    // What a majority has not yet could be lost with its server, and its position be free again behind ours.
    const last = await model
      .findOne({ profileId }, { seq: 1, _id: 0 })
      .sort({ seq: -1 })
      .session(session ?? null)
      .lean()
    return last?.seq ?? 0
  }

  async function knownPosition(profileId: string, { session }: WithSession): Promise<number> {
    // A transaction takes the position after the last one of its own snapshot, its own writes included, as whoever
    // reads `lastPosition` in it expects.
    if (session) return lastPosition(profileId, { session })
    return lastKnown.get(profileId) ?? (await lastPosition(profileId))
  }

  /** Take the next free position for a write. In a transaction a taken position aborts it; outside it tries again. */
  async function atNextPosition<Result>(
    profileId: string,
    atLeast: number,
    { session }: WithSession,
    write: (seq: number) => Promise<Result>,
  ): Promise<Result> {
    for (;;) {
      const seq = Math.max(await knownPosition(profileId, session ? { session } : {}), atLeast) + 1
      try {
        const result = await write(seq)
        // What a transaction wrote counts only once it has committed; a write that matched nothing took no position.
        if (!session && result !== null) remember(profileId, seq)
        return result
      } catch (error) {
        if (!duplicateKeyOf(error)?.includes('positions')) throw error
        lastKnown.delete(profileId)
        if (session)
          throw new PositionTakenError(`a position of ${profileId} was taken first`, { cause: error })
        const last = await whenCommitted(profileId, (then) => lastPosition(profileId, { session: then }))
        remember(profileId, last)
      }
    }
  }

  /** One writer per log at a time in this process spares it from losing races against itself. */
  function inTurn<Result>(
    profileId: string,
    { session }: WithSession,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return session ? work() : mutex.run(profileId, work)
  }

  async function insert(entry: NewInteraction, print: string, options: WithSession): Promise<Interaction> {
    const { profileId, id = newId('int'), idempotencyKey, content: _content, source, ...fields } = entry
    return atNextPosition(profileId, 0, options, async (seq) => {
      const now = clock()
      const document: InteractionDocument = {
        _id: id,
        profileId,
        seq,
        positions: [seq],
        revision: 1,
        recordedAt: now,
        changedAt: now,
        fingerprint: print,
        ...fields,
        ...(source && { source }),
        ...(idempotencyKey !== null && { idempotencyKey }),
      }
      await model.create([document], options.session ? { session: options.session } : {})
      return toInteraction(document)
    })
  }

  async function findRecorded(
    entry: NewInteraction,
    { session }: WithSession = {},
  ): Promise<InteractionDocument | null> {
    const keys = [
      ...(entry.source
        ? [{ 'source.system': entry.source.system, 'source.externalId': entry.source.externalId }]
        : []),
      ...(entry.idempotencyKey === null ? [] : [{ idempotencyKey: entry.idempotencyKey }]),
    ]
    if (keys.length === 0) return null
    return model
      .findOne({ $or: keys })
      .session(session ?? null)
      .lean()
  }

  /** Read when a majority has what is in a log here now, so that nothing is read that could still be rolled back. */
  async function whenCommitted<Result>(
    profileId: string,
    read: (session: ClientSession) => Promise<Result>,
  ): Promise<Result> {
    const session = await connection.startSession({ causalConsistency: true })
    try {
      // The session takes the time of this read, which its next one, a majority read, then waits for.
      await model.findOne({ profileId }, { _id: 1 }).session(session).readConcern('local').lean()
      return await read(session)
    } finally {
      await session.endSession()
    }
  }

  /** What stands in the way of a write that met a duplicate key. */
  async function findInTheWay(entry: NewInteraction): Promise<InteractionDocument | null> {
    return (
      (await findRecorded(entry)) ??
      (await whenCommitted(entry.profileId, (session) => findRecorded(entry, { session })))
    )
  }

  async function repeat(
    first: InteractionDocument,
    entry: NewInteraction,
    print: string,
    options: WithSession & { amend?: Decide; amendsRepeats?: boolean },
  ): Promise<RecordResult> {
    const interaction = toInteraction(first)
    const version = entry.source?.version ?? null
    const isSameSource =
      entry.source !== null &&
      first.source?.system === entry.source.system &&
      first.source.externalId === entry.source.externalId
    const isVersioned = isSameSource && version !== null
    // Where the later content counts, the first content said again is a later one too.
    if (!isVersioned && !options.amendsRepeats && first.fingerprint === print)
      return { outcome: 'repeated', interaction }
    if (options.amend && (isVersioned || (options.amendsRepeats && first.kind === entry.kind))) {
      const { amend: decide } = options
      const result = await amend(
        first._id,
        (current) => {
          if (!isVersioned) return decide(current)
          if (version <= (current.source?.version ?? -1)) return null
          const change = decide(current)
          return change && { ...change, source: entry.source }
        },
        options,
      )
      if (result.outcome !== 'missing') {
        return {
          outcome: result.outcome === 'amended' ? 'amended' : 'repeated',
          interaction: result.interaction,
        }
      }
    }
    return { outcome: isVersioned ? 'repeated' : 'conflict', interaction }
  }

  async function record(
    entry: NewInteraction,
    options: WithSession & { amend?: Decide; amendsRepeats?: boolean } = {},
  ): Promise<RecordResult> {
    const print = fingerprint([entry.kind, entry.content])
    // A duplicate key aborts a transaction, so there we look before we write.
    if (options.session) {
      const first = await findRecorded(entry, options)
      if (first) return repeat(first, entry, print, options)
    }
    try {
      const interaction = await inTurn(entry.profileId, options, () => insert(entry, print, options))
      return { outcome: 'recorded', interaction }
    } catch (error) {
      if (options.session || !duplicateKeyOf(error)) throw error
      const first = await findInTheWay(entry)
      if (!first) throw error
      return repeat(first, entry, print, options)
    }
  }

  async function amend(id: string, decide: Decide, options: WithSession = {}): Promise<AmendResult> {
    const { session } = options
    for (;;) {
      const query = model.findById(id)
      const current = await (
        session ? query.session(session) : query.read('primary').readConcern('local')
      ).lean()
      if (!current) return { outcome: 'missing', interaction: null }
      const change = decide(toInteraction(current))
      if (!change) return { outcome: 'unchanged', interaction: toInteraction(current) }
      const { source, ...fields } = change
      const amended = await inTurn(current.profileId, options, () =>
        atNextPosition(current.profileId, current.seq, options, (seq) =>
          model
            .findOneAndUpdate(
              { _id: id, revision: current.revision },
              {
                $set: {
                  ...fields,
                  ...(source && { source }),
                  seq,
                  revision: current.revision + 1,
                  changedAt: clock(),
                },
                $push: { positions: seq },
              },
              { returnDocument: 'after', ...(session && { session }) },
            )
            .lean(),
        ),
      )
      // Null: somebody else amended it in between, so decide again on what it is now.
      if (amended) return { outcome: 'amended', interaction: toInteraction(amended) }
      lastKnown.delete(current.profileId)
    }
  }

  return { record, amend, lastPosition }
}
