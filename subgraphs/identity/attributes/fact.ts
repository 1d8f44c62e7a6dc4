import type { Channel } from '../../../interactions/interaction.ts'
import type { AttributeType, ConsentDecision } from '../schemaTypes.ts'

export function isConsentDecision(text: string): text is ConsentDecision {
  return text === 'GRANTED' || text === 'WITHDRAWN'
}

/** The subject of a fact: an attribute by its name, a consent by its purpose and channel. */
export type FactSubject = { kind: 'ATTRIBUTE' | 'CONSENT'; name: string; channel: Channel | null }

/** A value of a subject, since when it holds, and where it comes from. */
export type FactEntry = {
  /** Always STRING for a consent. */
  type: AttributeType
  value: string
  source: string | null
  evidence: string | null
  at: Date
}

/** What a profile has about one subject, an attribute or a consent: its entries, newest first. The first is in force. */
export type Fact = FactSubject & { entries: FactEntry[] }

/** Newest first. Entries of the same time are ordered by their content, so that the order of arrival has no effect. */
function newestFirst(a: FactEntry, b: FactEntry): number {
  const [ofA, ofB] = [contentOf(a), contentOf(b)]
  return b.at.getTime() - a.at.getTime() || (ofA < ofB ? -1 : ofA > ofB ? 1 : 0)
}

function contentOf({ type, value, source, evidence }: FactEntry): string {
  return JSON.stringify([type, value, source, evidence])
}

/** All of these entries, each once, newest first, whatever order they come in. */
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

/** The facts of several profiles combined, by name and channel: the newest entry of a subject is in force. */
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
