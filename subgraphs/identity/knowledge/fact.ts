import type { Channel } from '../../../interactions/interaction.ts'

export const attributeTypes = ['STRING', 'NUMBER', 'BOOLEAN', 'DATE'] as const
export type AttributeType = (typeof attributeTypes)[number]

export const consentDecisions = ['GRANTED', 'WITHDRAWN'] as const
export type ConsentDecision = (typeof consentDecisions)[number]

/** What something said is about: an attribute by its name, a consent by its purpose and channel. */
export type FactSubject = { kind: 'ATTRIBUTE' | 'CONSENT'; name: string; channel: Channel | null }

/** What was said of it, since when it is so, and how that is known. */
export type FactEntry = {
  /** Of a consent always STRING. */
  type: AttributeType
  value: string
  source: string | null
  evidence: string | null
  at: Date
}

/** All that was said of one subject, newest first; the first is in force. */
export type Fact = FactSubject & { entries: FactEntry[] }

/** Newest first. What is equally new is ordered by what it says, so that the order of arrival never counts. */
function newestFirst(a: FactEntry, b: FactEntry): number {
  const [ofA, ofB] = [contentOf(a), contentOf(b)]
  return b.at.getTime() - a.at.getTime() || (ofA < ofB ? -1 : ofA > ofB ? 1 : 0)
}

function contentOf({ type, value, source, evidence }: FactEntry): string {
  return JSON.stringify([type, value, source, evidence])
}

/** These entries and those, each once, newest first, whatever order they come in. */
export function withEntries(entries: readonly FactEntry[], others: readonly FactEntry[]): FactEntry[] {
  return [...entries, ...others].sort(newestFirst).filter((entry, index, sorted) => {
    const before = sorted[index - 1]
    return !before || newestFirst(before, entry) !== 0
  })
}

/** A text that is equal for equal subjects, and orders them by kind, name and channel. */
export function subjectKey({ kind, name, channel }: FactSubject): string {
  return JSON.stringify([kind, name, channel ?? ''])
}

/** What several profiles know together, by name and channel: of each subject the newest entry of any is in force. */
export function factsTogether(facts: readonly Fact[]): Fact[] {
  const together = new Map<string, Fact>()
  for (const fact of facts) {
    const known = together.get(subjectKey(fact))
    together.set(
      subjectKey(fact),
      known ? { ...known, entries: withEntries(known.entries, fact.entries) } : fact,
    )
  }
  return [...together].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact)
}
