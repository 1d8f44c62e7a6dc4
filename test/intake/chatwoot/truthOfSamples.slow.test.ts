import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { expectedHistory } from '../../support/expectedHistory.ts'
import { sampleDeliveries } from '../../support/sampleDeliveries.ts'
import { foldDeliveries, historyOf } from './foldDeliveries.ts'

const expected = expectedHistory()
const deliveries = sampleDeliveries().filter(({ badSignature }) => !badSignature)
const bodies = deliveries.map(({ body }) => body)

describe('the sample deliveries', () => {
  test('give the expected history in the order of arrival', () => {
    expect(historyOf(foldDeliveries(bodies))).toEqual(expected.customers)
  })

  test('give the same without those that Chatwoot does not sign', () => {
    const signed = deliveries.filter(({ signed }) => signed).map(({ body }) => body)
    expect(historyOf(foldDeliveries(signed))).toEqual(expected.customers)
  })

  test('come to the same state of every object in any order, however often each comes', () => {
    const inOrder = canonicalJson(Object.fromEntries(foldDeliveries(bodies)))
    const reordered = fc.tuple(
      fc.shuffledSubarray(bodies, { minLength: bodies.length }),
      fc.array(fc.constantFrom(...bodies), { maxLength: 50 }),
    )
    fc.assert(
      fc.property(reordered, ([shuffled, repeated]) => {
        expect(canonicalJson(Object.fromEntries(foldDeliveries([...shuffled, ...repeated])))).toBe(inOrder)
      }),
      { numRuns: 25 },
    )
  })
})
