import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { fragmentsOf } from '../../../gateway/execution/fieldsOf.ts'
import { comparedPairs } from '../../../gateway/planning/comparedFields.ts'

function pairsOf(text: string): number {
  const document = parse(text)
  return comparedPairs(document, fragmentsOf(document))
}

const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ')

describe('comparedPairs', () => {
  it.each([
    ['no field twice', '{ a b c { a b } }', 0],
    ['a field four times', '{ a a a a }', 6],
    ['other fields under one alias', '{ x: a x: b x }', 3],
    ['fields below repeated ones, all at one place', '{ c { a } c { a b } c { b } }', 3 + 1 + 1],
    ['the same name at other places', '{ c { a } d { a } }', 0],
    ['inline fragments', '{ a ... { a } ... on Query { a } }', 3],
    [
      'fragments, each once in a place',
      '{ a ...F ...F } fragment F on Query { a ...G } fragment G on Query { a }',
      3,
    ],
    ['operations apart from each other', 'query A { a a } query B { a a }', 2],
    ['a fragment that nothing spreads', '{ a } fragment F on Query { a a a }', 3],
    ['a fragment that is missing', '{ a ...Missing }', 0],
    ['a fragment that spreads itself', '{ ...F } fragment F on Query { a c { ...F } }', 0],
  ])('counts %s', (_, text, pairs) => {
    expect(pairsOf(text)).toBe(pairs)
  })

  it('gives Infinity when fragments multiply the fields beyond what can be counted', () => {
    const bomb = times(
      9,
      (n) => `fragment F${n + 1} on Query { ${times(10, (m) => `a${m}: c { ...F${n} }`)} }`,
    )
    expect(pairsOf(`{ ...F9 } fragment F0 on Query { a } ${bomb}`)).toBe(Infinity)
  })
})
