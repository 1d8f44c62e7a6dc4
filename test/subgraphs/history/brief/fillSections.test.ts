import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BriefSectionKind, briefSectionKinds } from '../../../../interactions/brief/brief.ts'
import { type Candidates, fillSections } from '../../../../subgraphs/history/brief/fillSections.ts'
import { rulesByPriority, sectionRules } from '../../../../subgraphs/history/brief/sectionRules.ts'

const none: Candidates = {
  CUSTOMER: [],
  TOLD: [],
  MATTERS: [],
  COMMITMENTS: [],
  ACTIONS: [],
  FEEDBACK: [],
  NOTES: [],
  COURSE: [],
  NEW: [],
}
const line = (text: string) => ({ text, objectIds: [text] })
/** A line has as many tokens as characters. */
const options = {
  budget: 20,
  hasSince: false,
  titleOf: (kind: BriefSectionKind) => `#${kind.slice(0, 1)}`,
  countTokens: (text: string) => text.length,
}

describe('fillSections', () => {
  it('has a rule for each section', () => {
    expect(sectionRules.map(({ kind }) => kind)).toEqual(briefSectionKinds)
    const priorities = sectionRules.map(({ priority }) => priority).sort()
    expect(priorities).toEqual(sectionRules.map((_rule, index) => index + 1))
  })

  it('gives each section its first line before any gets more than its share', () => {
    const candidates = {
      ...none,
      CUSTOMER: ['aaa', 'bbb', 'ccc'].map(line),
      COURSE: ['xxx', 'yyy'].map(line),
    }
    expect(fillSections(candidates, { ...options, budget: 13 })).toEqual({
      sections: [
        { kind: 'CUSTOMER', lines: [line('aaa'), line('bbb')], omittedCount: 1 },
        { kind: 'COURSE', lines: [line('xxx')], omittedCount: 1 },
      ],
      tokens: 13,
      isTruncated: true,
    })
  })

  it('shows the newest event last, and leaves out the oldest ones', () => {
    const candidates = { ...none, COURSE: ['new', 'mid', 'old'].map(line) }
    const { sections } = fillSections(candidates, { ...options, budget: 9 })
    expect(sections).toEqual([{ kind: 'COURSE', lines: [line('mid'), line('new')], omittedCount: 1 }])
  })

  it('leaves out a section whose title has no room', () => {
    expect(fillSections({ ...none, NOTES: [line('x')] }, { ...options, budget: 2 })).toEqual({
      sections: [],
      tokens: 0,
      isTruncated: true,
    })
  })

  it('halves the shares of the others when what is new is asked for', () => {
    const shares = (hasSince: boolean) =>
      Object.fromEntries(rulesByPriority(hasSince).map(({ kind, share }) => [kind, share]))
    expect(shares(true)['NEW']).toBe(shares(false)['NEW'])
    expect(shares(true)['COURSE']).toBe((shares(false)['COURSE'] ?? 0) / 2)
  })

  it('never uses more than the budget, and counts what it uses', () => {
    const lines = fc.array(fc.string({ minLength: 1, maxLength: 12 }).map(line), { maxLength: 8 })
    const anyCandidates = fc.record({
      CUSTOMER: lines,
      TOLD: lines,
      MATTERS: lines,
      COMMITMENTS: lines,
      ACTIONS: lines,
      FEEDBACK: lines,
      NOTES: lines,
      COURSE: lines,
      NEW: lines,
    })
    fc.assert(
      fc.property(anyCandidates, fc.nat(200), fc.boolean(), (candidates, budget, hasSince) => {
        const { sections, tokens, isTruncated } = fillSections(candidates, { ...options, budget, hasSince })
        const used = sections.flatMap((section) => [
          options.titleOf(section.kind).length,
          ...section.lines.map(({ text }) => text.length),
        ])
        expect(used.reduce((sum, each) => sum + each, 0)).toBe(tokens)
        expect(tokens).toBeLessThanOrEqual(budget)
        const shown = sections.flatMap((section) => section.lines).length
        expect(isTruncated).toBe(shown < Object.values(candidates).flat().length)
      }),
    )
  })
})
