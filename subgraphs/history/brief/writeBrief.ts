import type { Brief } from '../../../interactions/brief/brief.ts'
import { idOfContent } from '../../../platform/lang/ids.ts'
import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import type { BriefLanguage } from '../schemaTypes.ts'
import { briefWords } from './lines/briefWords.ts'
import { type Candidates, fillSections } from './fillSections.ts'
import { type CountTokens, tokenizerName } from './tokenCounter.ts'

/** What of a brief does not depend on its lines. */
export type BriefFrame = Pick<Brief, 'profileId' | 'profileIds' | 'streamCursor' | 'rights'> & {
  maxTokens: number
  language: BriefLanguage
  timeZone: string
  hasSince: boolean
}

/**
 * The brief of these lines: how to read it, then the sections. It has no time but those of its lines, and its id is made
 * of its content: the same state gives the same brief, byte for byte.
 */
export function writeBrief(
  candidates: Candidates,
  { maxTokens, language, timeZone, hasSince, ...frame }: BriefFrame,
  { countTokens, isDeleted }: { countTokens: CountTokens; isDeleted: (interactionId: string) => boolean },
): Brief {
  const words = briefWords[language]
  const first = [words.preamble, words.times(timeZone)]
  const ofFirst = first.reduce((sum, line) => sum + countTokens(line), 0)
  const filled = fillSections(candidates, {
    budget: maxTokens - ofFirst,
    hasSince,
    titleOf: (kind) => `## ${words.titles[kind]}`,
    countTokens,
  })
  const sections = filled.sections.map((section) => ({ ...section, title: words.titles[section.kind] }))
  const lines = sections.flatMap((section) => section.lines)
  const text = [
    ...first,
    ...sections.flatMap((section) => [`## ${section.title}`, ...section.lines.map((line) => line.text)]),
  ]
    .map((line) => `${line}\n`)
    .join('')
  const content = {
    ...frame,
    text,
    sections,
    tokens: ofFirst + filled.tokens,
    tokenizer: tokenizerName,
    truncated: filled.isTruncated,
    quotedIds: [...new Set(lines.flatMap(({ objectIds }) => objectIds))].filter(
      (id) => id.startsWith('int_') && !isDeleted(id),
    ),
  }
  return { id: idOfContent('brf', fingerprint(content)), ...content }
}
