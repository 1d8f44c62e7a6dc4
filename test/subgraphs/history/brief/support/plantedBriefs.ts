import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import type { History } from '../../support/startHistory.ts'
import { type BriefGiven, briefOf, type ShownBrief } from './askBrief.ts'
import { bare, unsupportedLines } from './checkSupport.ts'
import type { PlantedCustomer } from './plantedCustomer.ts'

/** What the briefs of customers show, at one budget. */
export type Findings = {
  planted: number
  found: number
  /** The kinds of facts that are missing, each as often as it is. */
  missing: string[]
  /** Briefs with more tokens than allowed, or with another number than they say. */
  wrongBudgets: string[]
  unsupported: string[]
}

export async function examineBriefs(
  history: History,
  customers: readonly PlantedCustomer[],
  given: BriefGiven & { maxTokens: number },
): Promise<Findings> {
  const findings: Findings = { planted: 0, found: 0, missing: [], wrongBudgets: [], unsupported: [] }
  for (const { customerId, facts, interactions } of customers) {
    const brief = await briefOf(history, [customerId], { timeZone: 'UTC', ...given })
    const shown = bare(brief.text)
    const missing = facts.filter(({ needle }) => !shown.includes(bare(needle)))
    findings.planted += facts.length
    findings.found += facts.length - missing.length
    findings.missing.push(...missing.map(({ what }) => what))
    const tokens = tokensOf(brief)
    if (tokens > given.maxTokens || tokens !== brief.tokens)
      findings.wrongBudgets.push(
        `${interactions} interactions: ${tokens}, says ${brief.tokens} of ${given.maxTokens}`,
      )
    findings.unsupported.push(...(await unsupportedLines(history, brief)))
  }
  return findings
}

/** The tokens of the whole text at once, not line by line as the brief counts them. */
export function tokensOf({ text }: ShownBrief): number {
  return countTokens(text, { disallowedSpecial: new Set() })
}
