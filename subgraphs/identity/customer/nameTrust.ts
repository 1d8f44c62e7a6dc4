import { isPlaceholderName } from '../text/placeholderName.ts'

/** Who gives a name: a person who corrects it, a system of the business such as a CRM, or the channel (a push name). */
export type NameTrust = 'CORRECTED' | SourceTrust

export type SourceTrust = 'BUSINESS' | 'CHANNEL'

const ranks = { CORRECTED: 2, BUSINESS: 1, CHANNEL: 0 } as const

/** Positive when the first outranks the second. A name that an earlier version of Elo stored has no trust: CHANNEL. */
export function compareTrust(a: NameTrust | undefined, b: NameTrust | undefined): number {
  return ranks[a ?? 'CHANNEL'] - ranks[b ?? 'CHANNEL']
}

/** The name that a profile has from its sources. */
type HeldName = { name: string | null; namedAt: Date | null; nameTrust?: NameTrust | undefined }

/**
 * Whether a name that is given replaces the one that a profile has from its sources: when it is from a more trusted
 * source, or it is another one that is not older and as trusted. A placeholder replaces nothing, and any name replaces it.
 */
export function isNewsOfName(
  profile: HeldName,
  { name, trust, at }: { name: string; trust: NameTrust; at: Date },
): boolean {
  if (isPlaceholderName(name)) return false
  if (profile.name === null || isPlaceholderName(profile.name)) return true
  const rank = compareTrust(trust, profile.nameTrust)
  if (rank !== 0) return rank > 0
  return name !== profile.name && (profile.namedAt === null || at >= profile.namedAt)
}
