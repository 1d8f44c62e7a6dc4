import { LRUCache } from 'lru-cache'
import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from '../platform/process/clock.ts'
import { createKeyedMutex, type KeyedMutex } from '../platform/lang/keyedMutex.ts'
import { duplicateKeyOf } from '../platform/mongo/mongoErrors.ts'
import { fingerprint } from '../platform/lang/canonicalJson.ts'
import { newId } from '../platform/lang/ids.ts'
import type { Interaction, InteractionChange, NewInteraction } from './interaction.ts'
import { ownKeyScope } from './keyScope.ts'
import { createInteractionInsert, type InteractionInsert } from './interactionInsert.ts'
import { type InteractionDocument, interactionModel, toInteraction } from './interactionModel.ts'
import { createBatchAcrossRequests } from '../platform/mongo/batchAcrossRequests.ts'

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

/** What identifies an entry within its scope. */
export type EntryKeys = Pick<NewInteraction, 'keyScope' | 'source' | 'idempotencyKey'>

/** An interaction that was recorded from a source or with a key, and the hash of its content. */
export type RecordedFirst = { interaction: Interaction; fingerprint: string }

type RecordOptions = WithSession & {
  amend?: Decide
  amendsRepeats?: boolean
  /** What `findFirst` found; leave it out where it was not called or found nothing. */
  first?: RecordedFirst | null
}

export type InteractionLog = {
  /**
   * Append to the profile's log, once per source and per idempotency key of the entry's scope. A source seen before
   * with a higher version is amended by `amend`; with the same or a lower version, or the same content, it is
   * `repeated`; with another content and no version it is a `conflict`, unless `amendsRepeats` says that the later
   * content counts.
   */
  record(entry: NewInteraction, options?: RecordOptions): Promise<RecordResult>
  /** What was recorded from this source or with this key; null when nothing was, or there is neither. */
  findFirst(keys: EntryKeys): Promise<RecordedFirst | null>
  /** Change an interaction and move it to the end of its log, in one atomic write. */
  amend(id: string, decide: Decide, options?: WithSession): Promise<AmendResult>
  /** The last position of a log; 0 when it is empty. */
  lastPosition(profileId: string, options?: WithSession): Promise<number>
  /**
   * Do work that writes to a log in a transaction, while nobody else of this process writes to that log. The work must
   * not write to the same log without its session.
   */
  withLocks<Result>(profileId: string, work: () => Promise<Result>): Promise<Result>
}

const rememberedLogs = 10_000
const findsAtOnce = 100

/** What the writers of one process over one connection share. */
type Writers = {
  /** One writer per log at a time. */
  mutex: KeyedMutex
  /** The last position of a log that a majority is known to have. */
  lastKnown: LRUCache<string, number>
  insert: InteractionInsert
}

const writersOf = new WeakMap<Connection, Writers>()

function sharedWriters(connection: Connection): Writers {
  const known = writersOf.get(connection)
  if (known) return known
  const writers = {
    mutex: createKeyedMutex(),
    lastKnown: new LRUCache<string, number>({ max: rememberedLogs }),
    insert: createInteractionInsert(connection),
  }
  writersOf.set(connection, writers)
  return writers
}

function remember({ lastKnown }: Writers, profileId: string, seq: number): void {
  lastKnown.set(profileId, Math.max(seq, lastKnown.get(profileId) ?? 0))
}

/** The last position that a transaction has written to each log, until it commits. */
const writtenIn = new WeakMap<ClientSession, Map<string, number>>()

/** A transaction begins, or begins again: what was written in it before does not count. */
export function forgetWritten(session: ClientSession): void {
  writtenIn.delete(session)
}

/** The transaction has committed, so the next writer goes on after it. */
export function rememberWritten(connection: Connection, session: ClientSession): void {
  for (const [profileId, seq] of writtenIn.get(session) ?? [])
    remember(sharedWriters(connection), profileId, seq)
  writtenIn.delete(session)
}

/**
 * The append-only log of interactions, one per profile.
 *
 * Order of positions is order of commits, without counters or locks: a writer takes the position after the last one
 * it knows, and the unique index on (profileId, positions) lets one writer have it. Who comes second reads the end of
 * the log and tries again. All logs made over one connection share what they know of positions and write to one
 * profile's log one after the other, so that the subgraphs of a process lose no races against each other.
 */
export function createInteractionLog({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): InteractionLog {
  const model = interactionModel(connection)
  const writers = sharedWriters(connection)
  const { mutex, lastKnown } = writers
  const collection = connection.collection<InteractionDocument>(model.collection.collectionName)

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
        // A write that matched nothing took no position; what a transaction wrote counts only once it has committed.
        if (result !== null) {
          if (session) written(session).set(profileId, seq)
          else remember(writers, profileId, seq)
        }
        return result
      } catch (error) {
        if (!duplicateKeyOf(error)?.includes('positions')) throw error
        lastKnown.delete(profileId)
        if (session)
          throw new PositionTakenError(`a position of ${profileId} was taken first`, { cause: error })
        const last = await whenCommitted(profileId, (then) => lastPosition(profileId, { session: then }))
        remember(writers, profileId, last)
      }
    }
  }

  /** One writer per log at a time in this process spares it from losing races against itself. */
  function unlessInTransaction<Result>(
    profileId: string,
    { session }: WithSession,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return session ? work() : mutex.run(profileId, work)
  }

  async function insert(entry: NewInteraction, print: string, options: WithSession): Promise<Interaction> {
    const {
      profileId,
      id = newId('int'),
      keyScope = ownKeyScope,
      idempotencyKey,
      content: _content,
      source,
      ...fields
    } = entry
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
        ...((source !== null || idempotencyKey !== null) && { keyScope }),
        ...(source && { source }),
        ...(idempotencyKey !== null && { idempotencyKey }),
      }
      const { session } = options
      await (session
        ? collection.insertOne(document, { ignoreUndefined: true, session })
        : writers.insert(document))
      return toInteraction(document)
    })
  }

  async function findRecorded(
    entry: EntryKeys,
    { session }: WithSession = {},
  ): Promise<RecordedFirst | null> {
    const conditions = conditionsOf(entry)
    if (conditions.length === 0) return null
    const document = await model
      .findOne({ $or: conditions })
      .session(session ?? null)
      .lean()
    return document && toFirst(document)
  }

  const findTogether = createBatchAcrossRequests<EntryKeys, RecordedFirst | null>(
    async (entries) => {
      const documents = await collection.find({ $or: entries.flatMap(conditionsOf) }).toArray()
      return entries.map((entry) => {
        const document = documents.find((each) => isRecordOf(entry, each))
        return document ? toFirst(document) : null
      })
    },
    { maxKeys: findsAtOnce, commandsAtOnce: 1 },
  )

  async function findFirst(keys: EntryKeys): Promise<RecordedFirst | null> {
    return keys.source === null && keys.idempotencyKey === null ? null : findTogether(keys)
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
  async function findInTheWay(entry: NewInteraction): Promise<RecordedFirst | null> {
    return (
      (await findRecorded(entry)) ??
      (await whenCommitted(entry.profileId, (session) => findRecorded(entry, { session })))
    )
  }

  async function repeat(
    { interaction, fingerprint: firstPrint }: RecordedFirst,
    entry: NewInteraction,
    print: string,
    options: RecordOptions,
  ): Promise<RecordResult> {
    const version = entry.source?.version ?? null
    const isSameSource =
      entry.source !== null &&
      interaction.source?.system === entry.source.system &&
      interaction.source.externalId === entry.source.externalId
    const isVersioned = isSameSource && version !== null
    // Where the later content counts, the first content said again is a later one too.
    if (!isVersioned && !options.amendsRepeats && firstPrint === print)
      return { outcome: 'repeated', interaction }
    if (options.amend && (isVersioned || (options.amendsRepeats && interaction.kind === entry.kind))) {
      const { amend: decide } = options
      const result = await amend(
        interaction.id,
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

  async function record(entry: NewInteraction, options: RecordOptions = {}): Promise<RecordResult> {
    const print = fingerprint([entry.kind, entry.content])
    // A duplicate key aborts a transaction, so there we look before we write.
    const first = options.first ?? (options.session ? await findRecorded(entry, options) : null)
    if (first) return repeat(first, entry, print, options)
    try {
      const interaction = await unlessInTransaction(entry.profileId, options, () =>
        insert(entry, print, options),
      )
      return { outcome: 'recorded', interaction }
    } catch (error) {
      if (options.session || !duplicateKeyOf(error)) throw error
      const inTheWay = await findInTheWay(entry)
      if (!inTheWay) throw error
      return repeat(inTheWay, entry, print, options)
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
      const amended = await unlessInTransaction(current.profileId, options, () =>
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

  return {
    record,
    findFirst,
    amend,
    lastPosition,
    withLocks: (profileId, work) => mutex.run(profileId, work),
  }
}

function written(session: ClientSession): Map<string, number> {
  const positions = writtenIn.get(session) ?? new Map<string, number>()
  writtenIn.set(session, positions)
  return positions
}

/** By which conditions an entry is found again, each of them one of the unique indexes. */
function conditionsOf({
  keyScope = ownKeyScope,
  source,
  idempotencyKey,
}: EntryKeys): Record<string, string>[] {
  return [
    ...(source ? [{ keyScope, 'source.system': source.system, 'source.externalId': source.externalId }] : []),
    ...(idempotencyKey === null ? [] : [{ keyScope, idempotencyKey }]),
  ]
}

function isRecordOf(
  { keyScope = ownKeyScope, source, idempotencyKey }: EntryKeys,
  document: InteractionDocument,
): boolean {
  if (document.keyScope !== keyScope) return false
  const { system, externalId } = source ?? {}
  const isSource =
    source !== null && document.source?.system === system && document.source?.externalId === externalId
  return isSource || (idempotencyKey !== null && document.idempotencyKey === idempotencyKey)
}

function toFirst(document: InteractionDocument): RecordedFirst {
  return { interaction: toInteraction(document), fingerprint: document.fingerprint }
}
