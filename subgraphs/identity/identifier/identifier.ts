import type { IdentifierType } from './identifierTypes.ts'

/** What identifies, in the spelling it is kept in. */
export type IdentifierKey = { type: IdentifierType; value: string }

/** An identifier as an identification gives it, normalised. */
export type GivenIdentifier = IdentifierKey & { verified: boolean }

/** An identifier as it is kept: by the profile that first had it, whatever is merged later. */
export type Identifier = GivenIdentifier & {
  profileId: string
  /** Whether it belongs to several customers. */
  shared: boolean
  /** Other profiles that said it is theirs; at most 100. */
  claimedBy: string[]
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

/** Each key once, the first of it: profiles of one customer may each hold an identifier that is shared. */
export function oncePerKey(identifiers: readonly Identifier[]): Identifier[] {
  return [...new Map(identifiers.toReversed().map((each) => [keyOf(each), each])).values()].toReversed()
}

/** Each key once, verified when it is so anywhere, in the order given. */
export function withoutRepeats(identifiers: readonly GivenIdentifier[]): GivenIdentifier[] {
  const byKey = new Map<string, GivenIdentifier>()
  for (const identifier of identifiers) {
    const known = byKey.get(keyOf(identifier))
    byKey.set(keyOf(identifier), { ...identifier, verified: identifier.verified || known?.verified === true })
  }
  return [...byKey.values()]
}
