import { LRUCache } from 'lru-cache'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { mayRead } from '../../../../interactions/visibility/visibility.ts'
import type { LogPositions } from '../../log/streamCursor.ts'
import type { Fact, FactKind } from '../../told/fact.ts'
import { findFacts } from '../../told/findFacts.ts'
import type { LogRange, ToldStore, ToldText } from './toldStore.ts'

/** A value that the customer told, and the message in which they did. */
export type ToldFact = Pick<Fact, 'kind' | 'value' | 'normalised'> & { interactionId: string; at: Date }

/**
 * What customers told in their messages. The facts of a log are kept with the position up to which it was read. Every
 * change of a message, its deletion and its erasure too, takes a new position; so only what is after that position is read
 * again. The answer is the same as without the cache: what the last 5,000 positions of the log have.
 */
export type ToldFacts = {
  /**
   * The facts in messages that a caller may read, up to these positions: of each kind the newest `values` different ones,
   * newest first.
   */
  read(positions: LogPositions, principal: Principal, values: number): Promise<Map<FactKind, ToldFact[]>>
}

type Told = Omit<ToldText, 'text'> & { facts: Fact[] }
type ReadLog = { upTo: number; told: Map<string, Told>; size: number }

/** Of one log, and of all logs of a customer together. */
const readPositions = 5_000
const readPositionsOfAll = 20_000
const examinedCharacters = 20_000
const mostFactsOfMessage = 100
const cachedFacts = 100_000

export function createToldFacts(store: ToldStore): ToldFacts {
  const logs = new LRUCache<string, ReadLog>({
    maxSize: cachedFacts,
    sizeCalculation: ({ size }) => size + 1,
  })

  async function readLogs(positions: LogPositions, window: number): Promise<Map<string, ReadLog>> {
    const read = new Map<string, ReadLog>()
    const ranges: LogRange[] = []
    for (const [profileId, end] of positions) {
      const known = logs.get(keyOf(profileId, window)) ?? { upTo: 0, told: new Map(), size: 0 }
      read.set(profileId, known)
      if (known.upTo < end) ranges.push({ profileId, after: Math.max(known.upTo, end - window), upTo: end })
    }
    for await (const text of store.read(ranges)) {
      const log = read.get(text.profileId)
      // A request at the same time may have read on.
      if (log && text.seq > log.upTo) apply(log, text)
    }
    for (const { profileId, upTo } of ranges) {
      const log = read.get(profileId)
      if (!log) continue
      log.upTo = Math.max(log.upTo, upTo)
      forgetBefore(log, log.upTo - window)
      logs.set(keyOf(profileId, window), log)
    }
    return read
  }

  return {
    async read(positions, principal, values) {
      const window = Math.min(readPositions, Math.floor(readPositionsOfAll / Math.max(1, positions.size)))
      const read = await readLogs(positions, window)
      const told = [...read.values()]
        .flatMap((log) => [...log.told.values()])
        .filter((one) => mayRead(principal, one))
        .sort(newestFirst)
      return newestOfEach(told, values)
    },
  }
}

function keyOf(profileId: string, window: number): string {
  return `${profileId} ${window}`
}

function apply(log: ReadLog, { text, ...message }: ToldText): void {
  log.size -= log.told.get(message.id)?.facts.length ?? 0
  log.told.delete(message.id)
  const facts = text === null ? [] : findFacts(text.slice(0, examinedCharacters)).slice(0, mostFactsOfMessage)
  if (facts.length === 0) return
  log.told.set(message.id, { ...message, facts })
  log.size += facts.length
}

function forgetBefore(log: ReadLog, position: number): void {
  for (const { id, seq, facts } of log.told.values()) {
    if (seq > position) continue
    log.told.delete(id)
    log.size -= facts.length
  }
}

function newestFirst(one: Told, other: Told): number {
  return other.occurredAt.getTime() - one.occurredAt.getTime() || (one.id < other.id ? 1 : -1)
}

function newestOfEach(told: readonly Told[], values: number): Map<FactKind, ToldFact[]> {
  const found = new Map<FactKind, ToldFact[]>()
  for (const { id, occurredAt, facts } of told) {
    for (const { kind, value, normalised } of facts) {
      const ofKind = found.get(kind) ?? []
      if (ofKind.length >= values || ofKind.some((known) => known.normalised === normalised)) continue
      ofKind.push({ kind, value, normalised, interactionId: id, at: occurredAt })
      found.set(kind, ofKind)
    }
  }
  return found
}
