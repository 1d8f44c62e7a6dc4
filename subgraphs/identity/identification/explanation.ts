import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import { shownValue } from '../identifier/shownValue.ts'
import type { ResolutionRule, ResolutionStep } from './resolutionStep.ts'

const maximumSteps = 100

/** A step of a resolution as a caller may see it. */
export type ShownStep = Omit<ResolutionStep, 'of'> & { values: string[] }

/** The steps of a resolution as this caller may see them. */
export function explanationOf(steps: readonly ResolutionStep[], principal: Principal): ShownStep[] {
  return steps
    .slice(0, maximumSteps)
    .map(({ of, ...step }) => ({ ...step, values: of.map(({ value }) => shownValue(value, principal)) }))
}

/** The identifiers that took no part, as this caller may see them. */
export function setAsideOf(
  steps: readonly ResolutionStep[],
  principal: Principal,
): { type: IdentifierType; value: string; rule: ResolutionRule; message: string }[] {
  return steps
    .filter(({ outcome }) => outcome === 'SET_ASIDE')
    .flatMap(({ of, rule, message }) =>
      of.map(({ type, value }) => ({ type, value: shownValue(value, principal), rule, message })),
    )
}
