/** Whether an attribute is there and not false. */
export function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && value !== '' && value !== 'false'
}
