import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { createBackOff } from '../../platform/async/backOff.ts'
import { type Deferred, deferred } from '../../platform/async/deferred.ts'
import { newId } from '../../platform/lang/ids.ts'
import { readingUntil } from '../../platform/mongo/readDeadline.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { AuditEntry, AuditTrail } from '../../platform/subgraph/audit/auditTrail.ts'
import type { RequestScope } from '../../platform/subgraph/requestScope.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import type { AuditRecord } from './auditRecord.ts'
import { maximumBatch } from './batchModel.ts'
import type { RecordStore } from './recordStore.ts'

/** An entry that is not stored yet. The reads of one request are together in one. */
type Buffered = {
  at: Date
  entry: Omit<AuditEntry, 'field' | 'customerIds' | 'objectIds'>
  fields: Set<string>
  customerIds: Set<string>
  objectIds: Set<string>
  request: SubgraphRequest
  /** Set once it is on its way to the database: from then on it does not change. */
  record: AuditRecord | null
  settle: { resolve(stored: { recordId: string }): void; reject(error: unknown): void } | null
}

/** What a request has noted as read, so that it is noted once. */
type Reads = { open: Buffered; noted: Set<string> }

const storeNotesWithinMs = 50
const maximumIds = 1_000
const stopMs = 1_500

/**
 * The trail of this process. Entries go into a bounded buffer, and from there to the database in batches, one batch at a
 * time, in their order. `record` is stored at once, together with what concurrent requests record; notes within 100 ms.
 *
 * While the database cannot be reached, entries stay in the buffer and are tried again; `record` rejects, but its entry
 * is stored later all the same. A process that is killed loses the notes of the last 100 ms, and those that it could not
 * store; `stop` stores them. `waiting` is how many are in the buffer.
 */
export function createAuditTrail({
  store,
  clock,
  logger,
  maximumBuffered = 20_000,
}: {
  store: RecordStore
  clock: Clock
  logger: Logger
  maximumBuffered?: number
}): AuditTrail & { waiting(): number; stop(): Promise<void> } {
  let buffer: Buffered[] = []
  /** The first of the buffer, while they are being stored. */
  let sending: Buffered[] | null = null
  let isStoring = false
  let timer: NodeJS.Timeout | undefined
  let roomWaiting: Deferred<void> | null = null
  const readsOf = new WeakMap<RequestScope, Reads>()
  const stopping = new AbortController()
  const backOff = createBackOff()

  function add(
    { field, customerIds, objectIds, ...entry }: AuditEntry,
    request: SubgraphRequest,
    settle: Buffered['settle'],
  ): Buffered {
    const buffered: Buffered = {
      at: clock(),
      entry,
      fields: new Set([field]),
      customerIds: new Set(customerIds),
      objectIds: new Set(objectIds),
      request,
      record: null,
      settle,
    }
    buffer.push(buffered)
    return buffered
  }

  /** Note what the request has not noted yet; in the entry of its other reads, if that is not stored yet. */
  function addRead(entry: AuditEntry, request: SubgraphRequest): void {
    const { field, customerIds, objectIds } = entry
    const reads = readsOf.get(request.scope)
    const isNew = (key: string) => !reads?.noted.has(key)
    const newCustomers = customerIds.filter((id) => isNew(`${field} ${id}`))
    if (!isNew(field) && newCustomers.length === 0 && !objectIds.some(isNew)) return
    const { open } = reads ?? {}
    const isOpen =
      open && open.record === null && open.customerIds.size < maximumIds && open.objectIds.size < maximumIds
    const into = isOpen ? open : add({ ...entry, customerIds: newCustomers }, request, null)
    const noted = reads?.noted ?? new Set()
    into.fields.add(field)
    noted.add(field)
    for (const id of newCustomers) {
      into.customerIds.add(id)
      noted.add(`${field} ${id}`)
    }
    for (const id of objectIds) {
      into.objectIds.add(id)
      noted.add(id)
    }
    readsOf.set(request.scope, { open: into, noted })
  }

  function toRecord({ at, entry, request, ...sets }: Buffered): AuditRecord {
    const { operation, reason, requestId } = request.scope.call
    const { kind, id } = request.principal
    return {
      id: newId('aud'),
      at,
      kind: entry.kind,
      principal: { kind, id },
      operation,
      fields: [...sets.fields],
      customerIds: [...sets.customerIds],
      objectIds: [...sets.objectIds],
      outcome: entry.outcome,
      reason,
      requestId,
      details: entry.details ?? null,
    }
  }

  function storeSoon(): void {
    if (isStoring || timer) return
    timer = setTimeout(() => void storeAll(), storeNotesWithinMs).unref()
  }

  async function storeAll(): Promise<void> {
    if (isStoring) return
    isStoring = true
    clearTimeout(timer)
    timer = undefined
    // Not bounded by the time of the request that happens to start it.
    await readingUntil(Infinity, storeBuffer)
    isStoring = false
    // What came after the last look into the buffer.
    if (buffer.length > 0 && !stopping.signal.aborted) void storeAll()
  }

  /** Store until the buffer is empty. */
  async function storeBuffer(): Promise<void> {
    // What the requests of this turn record goes together.
    await nextTurn()
    while (buffer.length > 0) {
      // A batch stays the same when it is tried again: part of it may be stored.
      const batch = (sending ??= buffer.slice(0, maximumBatch))
      const records = batch.map((buffered) => (buffered.record ??= toRecord(buffered)))
      try {
        await store.insert(records)
      } catch (error) {
        logger.error({ event: 'audit_not_stored', err: error, count: buffer.length }, 'trying again')
        for (const buffered of batch) {
          buffered.settle?.reject(error)
          buffered.settle = null
        }
        if (stopping.signal.aborted) return
        await backOff.pause(stopping.signal)
        continue
      }
      backOff.reset()
      buffer = buffer.slice(batch.length)
      sending = null
      for (const { settle, record } of batch) if (record) settle?.resolve({ recordId: record.id })
      if (roomWaiting && buffer.length < maximumBuffered) {
        roomWaiting.resolve()
        roomWaiting = null
      }
    }
  }

  return {
    record: (entry, request) =>
      new Promise((resolve, reject) => {
        add(entry, request, { resolve, reject })
        void storeAll()
      }),
    recordWithNext: (entry, request) =>
      new Promise((resolve, reject) => {
        add(entry, request, { resolve, reject })
        storeSoon()
      }),
    note(entry, request) {
      if (entry.kind === 'READ') addRead(entry, request)
      else add(entry, request, null)
      storeSoon()
    },
    room() {
      if (buffer.length < maximumBuffered) return null
      roomWaiting ??= deferred()
      return roomWaiting.promise
    },
    waiting: () => buffer.length,
    async stop() {
      const endsAt = performance.now() + stopMs
      while ((buffer.length > 0 || isStoring) && performance.now() < endsAt) {
        void storeAll()
        await wait(10)
      }
      stopping.abort()
      if (buffer.length > 0) logger.error({ event: 'audit_lost', count: buffer.length }, 'not stored')
    },
  }
}
