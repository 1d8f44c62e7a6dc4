/** What a section is about, in the order of the text. */
export const briefSectionKinds = [
  'CUSTOMER',
  'TOLD',
  'MATTERS',
  'COMMITMENTS',
  'ACTIONS',
  'FEEDBACK',
  'NOTES',
  'COURSE',
  'NEW',
] as const
export type BriefSectionKind = (typeof briefSectionKinds)[number]

/** One line without its newline, and the ids of the objects that it rests on. */
export type BriefLine = { text: string; objectIds: string[] }

export type BriefSection = {
  kind: BriefSectionKind
  title: string
  lines: BriefLine[]
  /** How many lines had no room. */
  omittedCount: number
}

/** What the content of a brief depended on of its caller. */
export type BriefRights = {
  /** Whether the caller was the customer. */
  isCustomer: boolean
  readsInternal: boolean
  readsUnmasked: boolean
  /** Null: all departments. */
  departments: string[] | null
}

/** Where things stand with a customer, for callers with certain rights. It never changes. */
export type Brief = {
  id: string
  /** The profile by which the customer was named. */
  profileId: string
  /** The profiles that formed the customer. */
  profileIds: string[]
  text: string
  sections: BriefSection[]
  tokens: number
  tokenizer: string
  streamCursor: string
  truncated: boolean
  /** The rights of the caller that it was made for. */
  rights: BriefRights
  /** The interactions whose contents it quotes: those of its lines without the ones that were deleted by then. */
  quotedIds: string[]
}
