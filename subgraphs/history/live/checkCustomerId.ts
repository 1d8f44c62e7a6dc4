import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'

/** Throws BAD_USER_INPUT when an id is malformed. */
export function checkCustomerId(customerId: string): void {
  if (isId('cus', customerId)) return
  throw callerError('BAD_USER_INPUT', `customerId: expected cus_…, got "${customerId.slice(0, 80)}"`)
}
