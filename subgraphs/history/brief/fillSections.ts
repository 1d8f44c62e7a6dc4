import type { BriefLine, BriefSectionKind } from '../../../interactions/brief/brief.ts'
import { rulesByPriority, sectionRules } from './sectionRules.ts'
import type { CountTokens } from './tokenCounter.ts'

/** The lines that a section could have, the most important first. */
export type Candidates = Readonly<Record<BriefSectionKind, readonly BriefLine[]>>

/** What has room. */
export type FilledSection = {
  kind: BriefSectionKind
  /** Those that are shown, in the order of the text; never empty. */
  lines: BriefLine[]
  omittedCount: number
}

/**
 * Choose the lines that a budget has room for. Each section is filled by its share first, in the order of priority; what
 * is left then goes to the sections in the same order. Of each section the most important lines are taken.
 */
export function fillSections(
  candidates: Candidates,
  {
    budget,
    hasSince,
    titleOf,
    countTokens,
  }: {
    /** How many tokens there are for titles and lines. */
    budget: number
    hasSince: boolean
    /** The whole line of a title. */
    titleOf: (kind: BriefSectionKind) => string
    countTokens: CountTokens
  },
): { sections: FilledSection[]; tokens: number; isTruncated: boolean } {
  const rules = rulesByPriority(hasSince)
  const taken = new Map<BriefSectionKind, number>()
  let used = 0

  function take(kind: BriefSectionKind, share: number): void {
    const lines = candidates[kind]
    let count = taken.get(kind) ?? 0
    let ofSection = 0
    for (; count < lines.length; count += 1) {
      const line = lines[count]
      if (!line) break
      const tokens = countTokens(line.text) + (count === 0 ? countTokens(titleOf(kind)) : 0)
      // The first line of a section may exceed its share: without it the section would be missing.
      const hasRoom = count === 0 || ofSection + tokens <= share
      if (!hasRoom || used + tokens > budget) break
      used += tokens
      ofSection += tokens
    }
    taken.set(kind, count)
  }

  for (const { kind, share } of rules) take(kind, Math.floor(share * budget))
  for (const { kind } of rules) take(kind, budget)
  const sections = sectionRules.flatMap(({ kind, isOldestFirst }) => {
    const count = taken.get(kind) ?? 0
    if (count === 0) return []
    const lines = candidates[kind].slice(0, count)
    if (isOldestFirst) lines.reverse()
    return [{ kind, lines, omittedCount: candidates[kind].length - count }]
  })
  const isTruncated = sectionRules.some(({ kind }) => (taken.get(kind) ?? 0) < candidates[kind].length)
  return { sections, tokens: used, isTruncated }
}
