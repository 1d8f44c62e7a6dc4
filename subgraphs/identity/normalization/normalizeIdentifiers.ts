import type { UserError } from '../../../interactions/recording/userError.ts'
import { type GivenIdentifier, withoutRepeats } from '../identifier/identifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { IdentifierInput } from '../schemaTypes.ts'
import { normalizeIdentifier } from './normalizeIdentifier.ts'

/** The identifiers of an input in their stored spelling, each once, and what is wrong with the others. */
export function normalizeIdentifiers(
  given: readonly IdentifierInput[],
  path: readonly string[],
  rules: IdentityRules,
): { identifiers: GivenIdentifier[]; faults: UserError[] } {
  const identifiers: GivenIdentifier[] = []
  const faults: UserError[] = []
  for (const [index, { type, value, verified = false }] of given.entries()) {
    const normalized = normalizeIdentifier({ type, value }, [...path, String(index), 'value'], rules)
    if (normalized.fault) faults.push(normalized.fault)
    else identifiers.push({ type, value: normalized.value, verified })
  }
  return { identifiers: withoutRepeats(identifiers), faults }
}
