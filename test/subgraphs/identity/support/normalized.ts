import type { IdentifierType } from '../../../../subgraphs/identity/identifier/identifierTypes.ts'
import { normalizeIdentifier } from '../../../../subgraphs/identity/normalization/normalizeIdentifier.ts'
import { readRules } from '../../../../subgraphs/identity/rules/readRules.ts'

const rules = readRules()

/** The stored spelling of a value by the default rules, or the code of its fault. */
export function normalized(type: IdentifierType, value: string): string {
  const { value: stored, fault } = normalizeIdentifier({ type, value }, ['identifiers', '0', 'value'], rules)
  return stored ?? fault.code
}
