import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import {
  distinctRepresentations,
  spreadEntities,
  spreadErrors,
} from '../../../gateway/subgraphs/distinctRepresentations.ts'

const representation = fc.record({
  __typename: fc.constantFrom('Message', 'Note'),
  id: fc.constantFrom('1', '2', '3'),
})

describe('distinctRepresentations', () => {
  it('sends each representation once and gives every position its entity', () => {
    fc.assert(
      fc.property(fc.array(representation), (asked) => {
        const repeated = distinctRepresentations(asked)
        const { distinct, indexes } = repeated ?? { distinct: asked, indexes: asked.map((_, index) => index) }
        expect(new Set(distinct.map((one) => JSON.stringify(one))).size).toBe(distinct.length)
        const entities = distinct.map((one) => ({ of: one, list: [{ deep: true }] }))
        const spread = spreadEntities(entities, indexes)
        expect(JSON.stringify(spread)).toBe(
          JSON.stringify(asked.map((one) => ({ of: one, list: [{ deep: true }] }))),
        )
        expect(new Set(spread).size).toBe(asked.length)
      }),
    )
  })

  it('gives null when there are no repetitions', () => {
    expect(distinctRepresentations([{ id: '1' }, { id: '2' }])).toBe(null)
  })
})

describe('spreadErrors', () => {
  it('reports an error at every position of the failed entity', () => {
    const failed = new GraphQLError('no', { path: ['_entities', 1, 'text'] })
    const general = new GraphQLError('down')
    const paths = spreadErrors([failed, general], [0, 1, 0, 1]).map(({ path }) => path)
    expect(paths).toEqual([['_entities', 1, 'text'], ['_entities', 3, 'text'], undefined])
  })
})
