import { GraphQLError, type ValidationRule } from 'graphql'

/**
 * Refuse numbers in a document that JavaScript would silently change: integers beyond ±9007199254740991, and numbers
 * that become infinite.
 */
export const exactNumbers: ValidationRule = (context) => {
  const check = (isHeld: (value: number) => boolean) => (node: { value: string }) => {
    if (isHeld(Number(node.value))) return
    const got = node.value.slice(0, 40)
    context.reportError(
      new GraphQLError(`expected a number that JSON holds exactly, got ${got}; send larger ones as texts`),
    )
  }
  return { IntValue: check(Number.isSafeInteger), FloatValue: check(Number.isFinite) }
}
