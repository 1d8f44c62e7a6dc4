/** The enum UserErrorCode of the schema. */
export const userErrorCodes = [
  'INVALID_VALUE',
  'REQUIRED',
  'TOO_LONG',
  'NOT_FOUND',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
  'BLOCKED_VALUE',
  'SHARED_VALUE',
  'SAME_CUSTOMER',
  'NOT_MERGED',
  'DECIDED_DIFFERENT',
  'DECIDED_SAME',
  'LEGAL_HOLD',
] as const
export type UserErrorCode = (typeof userErrorCodes)[number]

/** What the caller can put right. `field` is the path of the input field at fault, without `input`. */
export type UserError = { code: UserErrorCode; message: string; field: string[] | null }

export function userError(code: UserErrorCode, field: string | string[] | null, message: string): UserError {
  return { code, message, field: typeof field === 'string' ? [field] : field }
}
