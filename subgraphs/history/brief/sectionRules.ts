import type { BriefSectionKind } from '../../../interactions/brief/brief.ts'

/** How much room a section gets. The order of the rules is the order of the text. */
export type SectionRule = {
  kind: BriefSectionKind
  /** Sections are filled in this order, 1 first. */
  priority: number
  /** The part of the budget that it gets at first. What is left then goes to the sections by their priority. */
  share: number
  /** Whether its lines are shown from the least to the most important, so that the newest is the last. */
  isOldestFirst: boolean
}

/**
 * What changes rarely comes first, so that the caches of models find it again in the next brief. With a cursor, what is
 * new since is the second in priority and the other shares are halved.
 */
export const sectionRules: readonly SectionRule[] = [
  { kind: 'CUSTOMER', priority: 1, share: 0.2, isOldestFirst: false },
  { kind: 'TOLD', priority: 6, share: 0.35, isOldestFirst: false },
  { kind: 'MATTERS', priority: 5, share: 0.1, isOldestFirst: false },
  { kind: 'COMMITMENTS', priority: 3, share: 0.2, isOldestFirst: false },
  { kind: 'ACTIONS', priority: 4, share: 0.15, isOldestFirst: false },
  { kind: 'FEEDBACK', priority: 8, share: 0.05, isOldestFirst: false },
  { kind: 'NOTES', priority: 9, share: 0.1, isOldestFirst: false },
  { kind: 'COURSE', priority: 7, share: 0.25, isOldestFirst: true },
  { kind: 'NEW', priority: 2, share: 0.5, isOldestFirst: true },
]

/** The rules by priority, with their shares of a brief with or without a cursor. */
export function rulesByPriority(hasSince: boolean): SectionRule[] {
  return sectionRules
    .map((rule) => ({ ...rule, share: hasSince && rule.kind !== 'NEW' ? rule.share / 2 : rule.share }))
    .sort((one, other) => one.priority - other.priority)
}
