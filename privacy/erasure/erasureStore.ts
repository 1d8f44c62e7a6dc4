import type { ClientSession, Connection } from 'mongoose'
import { certify } from './certificate.ts'
import {
  type Erasure,
  type ErasureCount,
  type ErasurePartName,
  erasurePartNames,
  type ErasurePartState,
  type ErasureTargets,
} from './erasure.ts'
import { type ErasureDocument, erasureModel } from './erasureModel.ts'

export type NewErasure = Pick<
  Erasure,
  'protocol' | 'customerId' | 'profileIds' | 'by' | 'reason' | 'requestedAt' | 'targets'
> & {
  /** What is erased in the transaction in which the erasure begins. */
  identityCounts: ErasureCount[]
}

export type ErasureStore = {
  find(protocol: string): Promise<Erasure | null>
  /** Whether an erasure of this profile has begun. */
  isErased(profileId: string): Promise<boolean>
  /** Begin an erasure. Rejects with a duplicate key when one of the profiles has an erasure. */
  begin(erasure: NewErasure, session: ClientSession): Promise<Erasure>
  /** The targets of the erasures that were requested then or later, and whose part is still to be done. */
  listPendingTargets(part: ErasurePartName, requestedSince: Date): Promise<ErasureTargets[]>
  /** Take a part that is to be done and that no process works on, the oldest first; null when there is none. */
  take(part: ErasurePartName): Promise<Erasure | null>
  renew(protocol: string, part: ErasurePartName): Promise<void>
  /** Keep what a part erases, unless it was kept before a crash. */
  keepCounts(protocol: string, part: ErasurePartName, counts: readonly ErasureCount[]): Promise<void>
  finishPart(protocol: string, part: ErasurePartName): Promise<void>
  /** Erasures whose parts are all done, and that have no certificate yet. */
  listFinished(): Promise<Erasure[]>
  /** Write the certificate and forget the targets; null when another process did. */
  finish(protocol: string): Promise<Erasure | null>
}

export const erasureLeaseMs = 30_000

/** An erasure of a version without webhooks out has no such part: there was nothing to erase. */
const noOutbound: ErasurePartState = { state: 'DONE', counts: null, leasedUntil: new Date(0), doneAt: null }

const isDone = (part: ErasurePartName) => (part === 'outbound' ? { $in: ['DONE', null] } : 'DONE')

function toErasure({ _id, parts, ...rest }: ErasureDocument): Erasure {
  return { protocol: _id, ...rest, parts: { ...parts, outbound: parts.outbound ?? noOutbound } }
}

export function createErasureStore(connection: Connection, clock: () => Date): ErasureStore {
  const model = erasureModel(connection)
  const leaseEnd = () => new Date(clock().getTime() + erasureLeaseMs)

  return {
    async find(protocol) {
      const found = await model.findById(protocol).lean()
      return found && toErasure(found)
    },
    async isErased(profileId) {
      return (await model.exists({ profileIds: profileId }).read('primary')) !== null
    },
    async begin({ protocol, identityCounts, ...erasure }, session) {
      const pending: ErasurePartState = {
        state: 'PENDING',
        counts: null,
        leasedUntil: new Date(0),
        doneAt: null,
      }
      const document: ErasureDocument = {
        _id: protocol,
        ...erasure,
        state: 'RUNNING',
        parts: {
          identity: { ...pending, counts: identityCounts },
          conversations: pending,
          actions: pending,
          feedback: pending,
          intake: pending,
          outbound: pending,
        },
        doneAt: null,
        certificate: null,
      }
      await model.create([document], { session })
      return toErasure(document)
    },
    async listPendingTargets(part, requestedSince) {
      const found = await model
        .find(
          { state: 'RUNNING', requestedAt: { $gte: requestedSince }, [`parts.${part}.state`]: 'PENDING' },
          { targets: 1 },
        )
        .read('primary')
        .lean()
      return found.flatMap(({ targets }) => targets ?? [])
    },
    async take(part) {
      const taken = await model
        .findOneAndUpdate(
          {
            state: 'RUNNING',
            [`parts.${part}.state`]: 'PENDING',
            [`parts.${part}.leasedUntil`]: { $lt: clock() },
          },
          { $set: { [`parts.${part}.leasedUntil`]: leaseEnd() } },
          { sort: { requestedAt: 1 }, returnDocument: 'after' },
        )
        .lean()
      return taken && toErasure(taken)
    },
    async renew(protocol, part) {
      await model.updateOne({ _id: protocol }, { $set: { [`parts.${part}.leasedUntil`]: leaseEnd() } })
    },
    async keepCounts(protocol, part, counts) {
      await model.updateOne(
        { _id: protocol, [`parts.${part}.counts`]: null },
        { $set: { [`parts.${part}.counts`]: counts } },
      )
    },
    async finishPart(protocol, part) {
      await model.updateOne(
        { _id: protocol },
        { $set: { [`parts.${part}.state`]: 'DONE', [`parts.${part}.doneAt`]: clock() } },
      )
    },
    async listFinished() {
      const done = Object.fromEntries(erasurePartNames.map((part) => [`parts.${part}.state`, isDone(part)]))
      const found = await model.find({ state: 'RUNNING', ...done }).lean()
      return found.map(toErasure)
    },
    async finish(protocol) {
      const running = await model.findById(protocol).lean()
      if (running?.state !== 'RUNNING') return null
      const doneAt = clock()
      const certificate = certify(toErasure(running), doneAt)
      const finished = await model
        .findOneAndUpdate(
          { _id: protocol, state: 'RUNNING' },
          { $set: { state: 'DONE', doneAt, certificate, targets: null } },
          { returnDocument: 'after' },
        )
        .lean()
      return finished && toErasure(finished)
    },
  }
}
