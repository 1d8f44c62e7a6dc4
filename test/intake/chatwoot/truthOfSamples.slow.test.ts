import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import { sampleDeliveries } from '../../support/chatwoot/sampleDeliveries.ts'
import { foldDeliveries } from './support/foldDeliveries.ts'

const deliveries = sampleDeliveries().filter(({ badSignature }) => !badSignature)
const bodies = deliveries.map(({ body }) => body)

describe('the sample deliveries', () => {
  it('give the same state of each object in any order, however often each arrives', () => {
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
