import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import type { ResolutionRule, ResolutionStep } from './resolutionStep.ts'

const shownCharacters = 2
const maximumSteps = 100

/** Masks a value except for its end, so that it can be recognised. */
function maskValue(value: string): string {
  const characters = Array.from(value)
  const shown = characters.length > 2 * shownCharacters ? shownCharacters : 0
  return characters.map((each, index) => (index < characters.length - shown ? '*' : each)).join('')
}

function maskFor({ scopes }: Principal): (value: string) => string {
  return scopes.includes('pii:read') ? (value) => value : maskValue
}

/** A step of a resolution as a caller may see it. */
export type ShownStep = Omit<ResolutionStep, 'of'> & { values: string[] }

/** The steps of a resolution as this caller may see them. */
export function explanationOf(steps: readonly ResolutionStep[], principal: Principal): ShownStep[] {
  const mask = maskFor(principal)
  return steps
    .slice(0, maximumSteps)
    .map(({ of, ...step }) => ({ ...step, values: of.map(({ value }) => mask(value)) }))
}

/** The identifiers that took no part, as this caller may see them. */
export function setAsideOf(
  steps: readonly ResolutionStep[],
  principal: Principal,
): { type: IdentifierType; value: string; rule: ResolutionRule; message: string }[] {
  const mask = maskFor(principal)
  return steps
    .filter(({ outcome }) => outcome === 'SET_ASIDE')
    .flatMap(({ of, rule, message }) =>
      of.map(({ type, value }) => ({ type, value: mask(value), rule, message })),
    )
}
