import type { Customer } from '../customer/customer.ts'
import { type Fact, factsTogether, subjectKey } from '../attributes/fact.ts'
import type { ProfileFact } from '../attributes/factStore.ts'

/** A value that two customers have differently, and the value that would be in force. */
export type MergeConflict = {
  kind: 'NAME' | 'ATTRIBUTE' | 'CONSENT'
  name: string
  value: string
  otherValue: string
  inForce: string
}

const shownAtMost = 100

function labelOf({ name, channel }: Fact): string {
  return channel === null ? name : `${name} on ${channel}`
}

/** The values that two customers have differently: the name first, then by kind and name. */
export function mergeConflicts(
  { own, other, merged }: { own: Customer; other: Customer; merged: Customer },
  facts: readonly ProfileFact[],
): MergeConflict[] {
  const knownBy = ({ profileIds }: Customer) =>
    new Map(
      factsTogether(facts.filter(({ profileId }) => profileIds.includes(profileId))).map((fact) => [
        subjectKey(fact),
        fact.entries[0]?.value,
      ]),
    )
  const [ofOwn, ofOther] = [knownBy(own), knownBy(other)]
  const conflicts = factsTogether(facts).flatMap((fact): MergeConflict[] => {
    const [value, otherValue] = [ofOwn.get(subjectKey(fact)), ofOther.get(subjectKey(fact))]
    const inForce = fact.entries[0]?.value
    if (value === undefined || otherValue === undefined || inForce === undefined) return []
    return value === otherValue ? [] : [{ kind: fact.kind, name: labelOf(fact), value, otherValue, inForce }]
  })
  const ofNames: MergeConflict[] =
    own.name !== null && other.name !== null && own.name !== other.name
      ? [
          {
            kind: 'NAME',
            name: 'name',
            value: own.name,
            otherValue: other.name,
            inForce: merged.name ?? own.name,
          },
        ]
      : []
  return [...ofNames, ...conflicts].slice(0, shownAtMost)
}
