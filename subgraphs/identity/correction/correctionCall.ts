import type { Principal } from '../../../platform/subgraph/principal.ts'
import { textFaults } from '../../../interactions/recording/inputFaults.ts'
import type { IdentifierKey } from '../identifier/identifier.ts'
import type { MutationCall } from '../mutation/runMutation.ts'
import { normalizeIdentifier } from '../normalization/normalizeIdentifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { CustomerInput, RemoveIdentifierInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'

/** The input of `removeIdentifier` and `moveIdentifier`. */
export type CorrectionInput = RemoveIdentifierInput

/** A call that corrects an identifier, and the identifier in its stored spelling; null when it is malformed. */
export function correctionCall(
  mutation: 'removeIdentifier' | 'moveIdentifier',
  { customer, identifier: { type, value: given }, reason, idempotencyKey }: CorrectionInput,
  { rules, by }: { rules: IdentityRules; by: Principal },
): { call: MutationCall & { customer: CustomerInput }; key: IdentifierKey | null; reason: string | null } {
  const { value, fault } = normalizeIdentifier({ type, value: given }, ['identifier', 'value'], rules)
  const cleaned = cleanText(reason)
  const call = {
    mutation,
    customer,
    content: { customer, type, value, reason: cleaned },
    idempotencyKey,
    faults: [...(fault ? [fault] : []), ...textFaults('reason', reason, 1_000)],
    by,
  }
  return { call, key: value === undefined ? null : { type, value }, reason: cleaned }
}
