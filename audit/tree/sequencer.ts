import { randomUUID } from 'node:crypto'
import { createBackOff } from '../../platform/async/backOff.ts'
import { within } from '../../platform/async/within.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { publicKeyText, signCheckpoint } from '../checkpoint/checkpoint.ts'
import type { CheckpointKeys } from '../checkpoint/checkpointKeys.ts'
import { appendLeaves, type Edge, rootOf } from '../merkle/tiles.ts'
import type { TreeStore, WaitingBatch } from './treeStore.ts'

/**
 * Gives records their places in the log. Records are stored in batches and without places, by all processes at once. One
 * process at a time, which has a lease, takes the batches that wait, oldest first, and gives them the next places. In the same transaction
 * it writes the tiles and a signed checkpoint. A process that dies leaves all of a step or nothing, and another one
 * continues when the lease has ended.
 */
export type Sequencer = {
  /** Give the records that wait now their places, if this process has the lease. Gives how many. */
  step(): Promise<number>
  /** Run until it is stopped. */
  start(): void
  stop(): Promise<void>
}

/** The most batches and, if there is more than one batch, records of a step. */
const maximumBatches = 1_000
const maximumRecords = 8_000
const leaseMs = 10_000
const stopMs = 1_000
/** How often the process that has the lease looks for records, and how often the others try to take it. */
const pauseMs = 1_000

export function createSequencer({
  store,
  keys: { signing },
  clock,
  logger,
}: {
  store: TreeStore
  keys: CheckpointKeys
  clock: Clock
  logger: Logger
}): Sequencer {
  const holder = randomUUID()
  const publicKey = publicKeyText(signing)
  const stopping = new AbortController()
  const backOff = createBackOff()
  let current: { size: number; edge: Edge } | null = null
  let leaseEndsAt = 0
  let running: Promise<void> | null = null

  async function hasLease(): Promise<boolean> {
    // Renewed when half of it is over; the transaction checks it again.
    if (performance.now() < leaseEndsAt - leaseMs / 2) return true
    const askedAt = performance.now()
    if (await store.takeLease(holder, leaseMs)) {
      leaseEndsAt = askedAt + leaseMs
      return true
    }
    leaseEndsAt = 0
    current = null
    return false
  }

  async function step(): Promise<number> {
    if (!(await hasLease())) return 0
    const batches = ofOneStep(await store.listWaiting(maximumBatches))
    const hashes = batches.flatMap((batch) => batch.hashes)
    if (hashes.length === 0) return 0
    const { size, edge } = (current ??= await store.readEdge())
    const after = appendLeaves(edge, size, hashes)
    const head = { size: size + hashes.length, root: rootOf(after.edge) }
    const checkpoint = signCheckpoint(head, signing)
    // Unless it succeeds, the state is read again.
    current = null
    const isGrown = await store.grow(holder, {
      from: size,
      batches,
      changed: after.changed,
      checkpoint,
      publicKey,
      at: clock(),
    })
    if (!isGrown) {
      leaseEndsAt = 0
      return 0
    }
    current = { size: head.size, edge: after.edge }
    return hashes.length
  }

  async function run(): Promise<void> {
    const pause = createBackOff({ firstMs: pauseMs, maxMs: pauseMs })
    while (!stopping.signal.aborted) {
      try {
        const given = await step()
        backOff.reset()
        if (given === 0) await pause.pause(stopping.signal)
      } catch (error) {
        current = null
        if (stopping.signal.aborted) return
        logger.error({ event: 'audit_not_sequenced', err: error }, 'trying again')
        await backOff.pause(stopping.signal)
      }
    }
  }

  return {
    step,
    start() {
      running ??= run()
    },
    async stop() {
      stopping.abort()
      const ending = Promise.resolve(running).then(() => store.releaseLease(holder))
      // Without the database the lease ends by itself.
      await within(ending, stopMs, 'the sequencer did not end in time').catch(() => undefined)
    },
  }
}

function ofOneStep(waiting: readonly WaitingBatch[]): WaitingBatch[] {
  let count = 0
  return waiting.filter(({ hashes }, index) => (count += hashes.length) <= maximumRecords || index === 0)
}
