import type { ClientSession, Connection } from 'mongoose'
import { fingerprint } from '../../platform/lang/canonicalJson.ts'
import { byId } from '../../platform/mongo/byId.ts'
import { duplicateKeyOf } from '../../platform/mongo/mongoErrors.ts'
import type { Clock } from '../../platform/process/clock.ts'
import {
  type FormerVisibility,
  type Interaction,
  type InteractionChange,
  isSameSource,
  type NewInteraction,
} from '../interaction.ts'
import {
  type InteractionDocument,
  interactionModel,
  toInteraction,
  type UpdateKey,
} from './interactionModel.ts'
import { termsOf } from '../search/termsOf.ts'
import { interactionInsertOf } from './interactionInsert.ts'
import { currentlyStored } from './currentlyStored.ts'
import { createLogPositions, LogEndedError, type WithSession } from './logPositions.ts'
import { newDocument } from './newDocument.ts'
import { createFindRecordedFirst, type EntryKeys, type RecordedFirst } from './recordedFirst.ts'
import { createRevisionStore } from './revisionStore.ts'
import { inTransaction } from './transaction.ts'

/** How a record ended. `conflict` and `repeated` carry the interaction that was recorded first. */
export type RecordResult = {
  outcome: 'recorded' | 'amended' | 'repeated' | 'conflict'
  interaction: Interaction
}

/**
 * How an amendment ended: `missing` when there is no such interaction; `repeated` when its key was used before with the
 * same content, `conflict` with another content.
 */
export type AmendResult =
  | { outcome: 'amended' | 'unchanged' | 'repeated' | 'conflict'; interaction: Interaction }
  | { outcome: 'missing'; interaction: null }

/**
 * What to change, decided on the latest state; null changes nothing and keeps no key, an empty change keeps the key
 * only. It may be called again, so it must be pure.
 */
export type Decide = (current: Interaction) => InteractionChange | null

type RecordOptions = WithSession & {
  amend?: Decide
  amendsRepeats?: boolean
  /** The result of `findFirst`, null for nothing; leave it out where `findFirst` was not called. */
  first?: RecordedFirst | null
}

type AmendOptions = WithSession & { key?: UpdateKey | null }

export type InteractionLog = {
  /**
   * Append to the profile's log, once per source and per idempotency key of the entry's scope. A source seen before
   * with a higher version is amended by `amend`; with the same or a lower version, or the same content, it is
   * `repeated`; with another content and no version it is a `conflict`, unless `amendsRepeats` is set: then the later
   * content amends the first.
   */
  record(entry: NewInteraction, options?: RecordOptions): Promise<RecordResult>
  /** The interaction that was recorded from this source or with this key; null when none was, or there is neither. */
  findFirst(keys: EntryKeys): Promise<RecordedFirst | null>
  /**
   * Change an interaction and move it to the end of its log, in one atomic write; once per key, if there is one. What
   * the change replaces is kept in the same transaction.
   */
  amend(id: string, decide: Decide, options?: AmendOptions): Promise<AmendResult>
  /** The last position of a log; 0 when it is empty. */
  lastPosition(profileId: string, options?: WithSession): Promise<number>
  /**
   * Run work that writes to a log in a transaction, while no other writer of this process writes to that log. The work
   * must not write to the same log without its session.
   */
  withLocks<Result>(profileId: string, work: () => Promise<Result>): Promise<Result>
}

const rememberedKeys = 20

/** The append-only log of interactions, one per profile. How positions are taken is in `log/logPositions.ts`. */
export function createInteractionLog({
  connection,
  clock,
}: {
  connection: Connection
  clock: Clock
}): InteractionLog {
  const model = interactionModel(connection)
  const collection = connection.collection<InteractionDocument>(model.collection.collectionName)
  const positions = createLogPositions(connection)
  const insertTogether = interactionInsertOf(connection)
  const recordedFirst = createFindRecordedFirst(connection, positions)
  const revisions = createRevisionStore(connection)

  /** In a transaction the caller holds the lock of the log, if any. */
  function lockUnlessInTransaction<Result>(
    profileId: string,
    { session }: WithSession,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return session ? work() : positions.withLock(profileId, work)
  }

  async function insert(
    entry: NewInteraction,
    contentFingerprint: string,
    options: WithSession,
  ): Promise<Interaction> {
    const documentAt = newDocument(entry, contentFingerprint)
    return positions.take(entry.profileId, 0, options, async (seq) => {
      const document = documentAt(seq, clock())
      const { session } = options
      await (session
        ? collection.insertOne(document, { ignoreUndefined: true, session })
        : insertTogether(document))
      return toInteraction(document)
    })
  }

  async function repeat(
    { interaction, fingerprint: firstFingerprint }: RecordedFirst,
    entry: NewInteraction,
    options: RecordOptions,
  ): Promise<RecordResult> {
    // What was erased comes back by no repeat.
    if (interaction.erased) return { outcome: 'repeated', interaction }
    const version = entry.source?.version ?? null
    const isVersioned = isSameSource(entry.source, interaction.source) && version !== null
    // With `amendsRepeats` the later content counts, also when it is the first content again.
    if (!isVersioned && !options.amendsRepeats && fingerprintsOf(entry).includes(firstFingerprint))
      return { outcome: 'repeated', interaction }
    if (options.amend && (isVersioned || (options.amendsRepeats && interaction.kind === entry.kind))) {
      const { amend: decide, session } = options
      const result = await amend(
        interaction.id,
        (current) => {
          if (!isVersioned) return decide(current)
          if (version <= (current.source?.version ?? -1)) return null
          const change = decide(current)
          return change && { ...change, source: entry.source }
        },
        session ? { session } : {},
      ).catch((error: unknown): AmendResult => {
        // The customer of the first record is being erased, which a repeat does not change.
        if (error instanceof LogEndedError) return { outcome: 'unchanged', interaction }
        throw error
      })
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
    // A duplicate key aborts a transaction, so there we read before we write.
    const first =
      options.first ??
      (options.session
        ? await recordedFirst.findIn(entry, options)
        : options.first === undefined
          ? await recordedFirst.find(entry)
          : null)
    if (first) return repeat(first, entry, options)
    try {
      const interaction = await lockUnlessInTransaction(entry.profileId, options, () =>
        insert(entry, fingerprint([entry.kind, entry.content]), options),
      )
      return { outcome: 'recorded', interaction }
    } catch (error) {
      if (options.session || !duplicateKeyOf(error)) throw error
      const duplicated = await recordedFirst.findDuplicated(entry)
      if (!duplicated) throw error
      return repeat(duplicated, entry, options)
    }
  }

  /** One amendment of an interaction after the other: each decides on the state that the one before it has left. */
  const amend: InteractionLog['amend'] = (id, decide, options = {}) =>
    options.session
      ? amendNow(id, decide, options)
      : positions.withLock(id, () => amendNow(id, decide, options))

  async function amendNow(
    id: string,
    decide: Decide,
    { key, ...options }: AmendOptions,
  ): Promise<AmendResult> {
    const { session } = options
    for (;;) {
      const query = model.findById(id)
      const current = await (
        session ? query.session(session) : query.read('primary').readConcern('local')
      ).lean()
      if (!current) return { outcome: 'missing', interaction: null }
      if (current.erased) return { outcome: 'unchanged', interaction: toInteraction(current) }
      const usedKey = key && current.updateKeys?.find((used) => isSameKey(used, key))
      if (usedKey) {
        const outcome = usedKey.fingerprint === key.fingerprint ? 'repeated' : 'conflict'
        return { outcome, interaction: toInteraction(current) }
      }
      const change = decide(toInteraction(current))
      const isVisible = change !== null && Object.keys(change).length > 0
      if (!change || (!isVisible && !key))
        return { outcome: 'unchanged', interaction: toInteraction(current) }
      const keepKey = key && { updateKeys: { $each: [key], $slice: -rememberedKeys } }
      const { source, replaced, ...fields } = change
      const former = formerVisibility(current, fields)
      const isOtherText = fields.body !== undefined || fields.summary !== undefined
      const terms = isOtherText ? { terms: termsOf({ ...current, ...fields }) } : {}
      const update = (seq: number | null, within: ClientSession | undefined) =>
        model
          .findOneAndUpdate(
            currentlyStored(current),
            {
              ...(seq !== null && {
                $set: {
                  ...fields,
                  ...terms,
                  ...(source && { source }),
                  seq,
                  revision: current.revision + 1,
                  changedAt: clock(),
                },
              }),
              $push: { ...(seq !== null && { positions: seq }), ...keepKey },
              ...(former && { $addToSet: { formerVisibilities: former } }),
            },
            { returnDocument: 'after', hint: byId, ...(within && { session: within }) },
          )
          .lean()
      const write = (seq: number | null) => {
        if (!replaced) return update(seq, session)
        const updateAndKeep = async (within: ClientSession) => {
          const updated = await update(seq, within)
          if (updated) await revisions.keep({ id, profileId: current.profileId }, replaced, within)
          return updated
        }
        return session ? updateAndKeep(session) : inTransaction(connection, updateAndKeep)
      }
      const written = await (isVisible
        ? lockUnlessInTransaction(current.profileId, options, () =>
            positions.take(current.profileId, current.seq, options, write),
          )
        : write(null))
      if (written)
        return { outcome: isVisible ? 'amended' : 'unchanged', interaction: toInteraction(written) }
      // A writer of another process amended it in between, so decide again on its new state.
      positions.forget(current.profileId)
    }
  }

  return {
    record,
    findFirst: (keys) => recordedFirst.find(keys),
    amend,
    lastPosition: (profileId, options) => positions.last(profileId, options),
    withLocks: (profileId, work) => positions.withLock(profileId, work),
  }
}

/** The visibility and department that a change replaces; null when both stay. */
function formerVisibility(
  { visibility, department }: InteractionDocument,
  change: InteractionChange,
): FormerVisibility | null {
  const stays =
    (change.visibility ?? visibility) === visibility &&
    (change.department === undefined || change.department === department)
  return stays ? null : { visibility, department }
}

/** The fingerprints of an entry's content: of today's form, and of the form of earlier versions if it differs. */
function fingerprintsOf({ kind, content, formerContent }: NewInteraction): string[] {
  return [content, ...(formerContent === undefined ? [] : [formerContent])].map((each) =>
    fingerprint([kind, each]),
  )
}

function isSameKey(used: UpdateKey, { keyScope, idempotencyKey }: UpdateKey): boolean {
  return used.keyScope === keyScope && used.idempotencyKey === idempotencyKey
}
