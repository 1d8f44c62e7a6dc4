import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { countFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import type { ChangeCustomer } from '../mutation/changeCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { SetCustomerAttributesInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import { maximumAttributes, readAttributes } from './readAttributes.ts'
import type { SaveFacts } from './saveFacts.ts'

export type SetCustomerAttributes = (
  input: SetCustomerAttributesInput,
  by: Principal,
) => Promise<MutationAnswer>

/** Store attributes with the profile that the input names. */
export function createSetCustomerAttributes({
  changeCustomer,
  clock,
  saveFacts,
}: {
  changeCustomer: ChangeCustomer
  clock: Clock
  saveFacts: SaveFacts
}): SetCustomerAttributes {
  return ({ idempotencyKey, ...content }, by) => {
    const { customer: named, attributes, source } = content
    const read = readAttributes(attributes, { source: cleanText(source), now: clock() })
    const faults = [
      ...(attributes.length === 0
        ? [userError('REQUIRED', 'attributes', `attributes: expected 1 to ${maximumAttributes}, got none`)]
        : []),
      ...countFaults('attributes', attributes, maximumAttributes),
      ...nameFaults('source', source, 64),
      ...read.faults,
    ]
    const mutation = 'setCustomerAttributes'
    const call = { mutation, customer: named, content, idempotencyKey, faults, by } as const
    return changeCustomer(call, async (customer, profileId, session) => {
      const exceeded = await saveFacts({ customer, profileId, facts: read.facts }, session)
      return exceeded.length > 0 ? refused(...exceeded) : answered([customer])
    })
  }
}
