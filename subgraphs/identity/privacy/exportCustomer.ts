import { idFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { ExportCustomerInput } from '../schemaTypes.ts'

export type ExportAnswer = { path: string | null; userErrors: UserError[] }

/** Say where a customer can be exported. The audit trail keeps each call as an export; the route calls it too. */
export type ExportCustomer = (input: ExportCustomerInput) => Promise<ExportAnswer>

export function createExportCustomer({ customers }: { customers: CustomerStore }): ExportCustomer {
  return async ({ customerId, format = 'JSONL', purpose = 'access' }) => {
    const faults = [...idFaults('customerId', 'cus', customerId), ...nameFaults('purpose', purpose)]
    if (faults.length > 0) return { path: null, userErrors: faults }
    const [customer] = await customers.findByProfileIds([customerId])
    if (!customer) {
      const message = `customerId: no customer has the id ${customerId}`
      return { path: null, userErrors: [userError('NOT_FOUND', 'customerId', message)] }
    }
    const query = new URLSearchParams({ format: format.toLowerCase(), purpose })
    return { path: `/export/customers/${customer.id}?${query}`, userErrors: [] }
  }
}
