import type { Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import { countFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import { type AttributeInput, maximumAttributes, readAttributes } from './attributeInput.ts'
import { type ChangeAnswer, changeCustomer, refused } from '../customer/changeCustomer.ts'
import { cleanText } from '../text/cleanText.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { FactStore } from './factStore.ts'
import { saveFacts } from './saveFacts.ts'

export type SetCustomerAttributesInput = {
  customerId: string
  attributes: AttributeInput[]
  source?: string | null
}

export type SetCustomerAttributes = (input: SetCustomerAttributesInput) => Promise<ChangeAnswer>

/** Keep attributes with the profile that is named. */
export function createSetCustomerAttributes({
  connection,
  clock,
  customers,
  facts,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  facts: FactStore
}): SetCustomerAttributes {
  return ({ customerId, attributes, source }) => {
    const read = readAttributes(attributes, { source: cleanText(source), now: clock() })
    const faults = [
      ...(attributes.length === 0
        ? [userError('REQUIRED', 'attributes', `attributes: expected 1 to ${maximumAttributes}, got none`)]
        : []),
      ...countFaults('attributes', attributes, maximumAttributes),
      ...nameFaults('source', source, 64),
      ...read.faults,
    ]
    return changeCustomer({ connection, customers }, { customerId, faults }, async (customer, session) => {
      const exceeded = await saveFacts(
        { facts, customers },
        { customer, profileId: customerId, said: read.facts },
        session,
      )
      return exceeded.length > 0 ? refused(exceeded) : { customer, userErrors: [] }
    })
  }
}
