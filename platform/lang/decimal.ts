const digitsAfterPoint = 18

/** Below 0 when the first is less, 0 when both are the same number, above 0 when it is more; exact to the last digit. */
export function compareDecimals(one: string, other: string): number {
  const difference = scaled(one) - scaled(other)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** A value of the scalar Decimal as a whole number of units of its last possible digit. */
function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const value = BigInt(whole + fraction.padEnd(digitsAfterPoint, '0'))
  return decimal.startsWith('-') ? -value : value
}
