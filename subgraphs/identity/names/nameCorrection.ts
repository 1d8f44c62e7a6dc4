/** What a person wrote in place of the names that sources give. */
export type NameCorrection = {
  profileId: string
  /** Null when the person withdrew the correction. */
  name: string | null
  reason: string | null
  at: Date
}

/** A correction among those of its profile. */
export type ShownCorrection = NameCorrection & {
  /** When the profile got the next one; null for the newest. */
  supersededAt: Date | null
}
