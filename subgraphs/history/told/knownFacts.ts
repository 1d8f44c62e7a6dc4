import type { FactKind } from './fact.ts'
import type { ReadMessage, ToldFact } from './factReader.ts'

/** What is known of one key: the values that the customer told and those that agents did, newest first. */
export type KnownFacts = { key: FactKind; values: ToldFact[] }

/** At most this many values of the customer, and of agents, for each key. */
const mostValues = 5

/** Collects the facts of some kinds, each value once, where it was told last. */
export function createKnownFacts(keys: readonly FactKind[]) {
  const values = new Map(keys.map((key) => [key, new Map<string, ToldFact>()]))
  const byCustomer = (key: FactKind) =>
    [...(values.get(key)?.values() ?? [])].filter(({ message }) => message.actorKind === 'CUSTOMER')

  return {
    add({ facts }: ReadMessage): void {
      for (const fact of facts) {
        const ofKind = values.get(fact.kind)
        const key = `${fact.message.actorKind === 'CUSTOMER'} ${fact.normalised}`
        const existing = ofKind?.get(key)
        if (ofKind && (!existing || existing.place > fact.place)) ofKind.set(key, fact)
      }
    },
    /** Whether older messages cannot add anything. */
    isFull: () => keys.every((key) => byCustomer(key).length >= mostValues),
    isFullOf: (key: FactKind) => byCustomer(key).length >= mostValues,
    result: (): KnownFacts[] =>
      keys.map((key) => {
        const all = [...(values.get(key)?.values() ?? [])].sort((one, other) => one.place - other.place)
        const isByCustomer = ({ message }: ToldFact) => message.actorKind === 'CUSTOMER'
        const kept = new Set([
          ...all.filter(isByCustomer).slice(0, mostValues),
          ...all.filter((fact) => !isByCustomer(fact)).slice(0, mostValues),
        ])
        return { key, values: all.filter((fact) => kept.has(fact)) }
      }),
  }
}
