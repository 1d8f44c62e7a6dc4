import type { IdentifierType } from './identifierTypes.ts'

/** An identifier in its stored spelling. */
export type IdentifierKey = { type: IdentifierType; value: string }

/** A normalised identifier of an input. */
export type GivenIdentifier = IdentifierKey & { verified: boolean }

/** An identifier as it is stored: with the profile that first had it, whatever is merged later. */
export type Identifier = GivenIdentifier & {
  profileId: string
  /** Whether it belongs to several customers. */
  shared: boolean
  /** Other profiles that claimed it; at most 100. */
  claimedBy: string[]
  /** Those of them that contradicted the profile that has it. */
  contradictedBy: string[]
  /** Whether a person decided that it is not shared. */
  isCleared: boolean
}

/** A text that is equal for equal keys. */
export function keyOf({ type, value }: IdentifierKey): string {
  return `${type}:${value}`
}

/** The order of `Customer.identifiers`: by type, then by value, both alphabetically. */
export function byTypeAndValue(a: IdentifierKey, b: IdentifierKey): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}

/** The first of each key: several profiles of one customer may hold a shared identifier. */
export function oncePerKey(identifiers: readonly Identifier[]): Identifier[] {
  return [...new Map(identifiers.toReversed().map((each) => [keyOf(each), each])).values()].toReversed()
}

/** Each key once, in the order given, and verified if one of its repeats is. */
export function withoutRepeats(identifiers: readonly GivenIdentifier[]): GivenIdentifier[] {
  const byKey = new Map<string, GivenIdentifier>()
  for (const identifier of identifiers) {
    const known = byKey.get(keyOf(identifier))
    byKey.set(keyOf(identifier), { ...identifier, verified: identifier.verified || known?.verified === true })
  }
  return [...byKey.values()]
}

/** How many claims are stored of one identifier. */
export const maximumClaims = 100
