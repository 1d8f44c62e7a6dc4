import { describe, expect, it } from 'vitest'
import type { CollectionPlan } from '../../../scripts/sharding/collectionPlan.ts'
import { accessesOf } from './accessesOf.ts'
import { planFault } from './planFault.ts'

const plan = new Map<string, CollectionPlan>([
  [
    'logs',
    {
      key: { profileId: 'hashed' },
      why: '',
      refused: [],
      everyShard: [
        { fields: ['term'], commands: ['find', 'aggregate'], why: '', bound: '' },
        { fields: [], commands: ['find'], why: '', bound: '' },
      ],
    },
  ],
  ['people', { bound: '' }],
])

function faultsOf(command: string, body: Record<string, unknown>): string[] {
  return accessesOf(command, body).flatMap((access) => planFault(access, plan) ?? [])
}

const updateOf = (q: object, multi = false) => ({ update: 'logs', updates: [{ q, u: {}, multi }] })
const aggregateOf = (...pipeline: object[]) => ({ aggregate: 'logs', pipeline })

describe('planFault', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['a read of one profile', 'find', { find: 'logs', filter: { profileId: 'a', seq: { $gt: 1 } } }],
    ['a read of some profiles', 'find', { find: 'logs', filter: { profileId: { $in: ['a', 'b'] } } }],
    [
      'a profile in every branch',
      'find',
      { find: 'logs', filter: { $or: [{ profileId: 'a' }, { profileId: { $eq: 'b' }, seq: 1 }] } },
    ],
    [
      'a profile beside branches',
      'find',
      { find: 'logs', filter: { profileId: 'a', $or: [{ x: 1 }, { y: 1 }] } },
    ],
    ['a read of all that is planned', 'find', { find: 'logs', filter: {} }],
    [
      'a planned branch beside one of a profile',
      'find',
      { find: 'logs', filter: { $or: [{ term: 'x' }, { profileId: 'a' }] } },
    ],
    ['an insert', 'insert', { insert: 'logs', documents: [{}] }],
    ['an update of one profile', 'update', updateOf({ _id: 1, profileId: 'a' })],
    ['an update of many', 'update', updateOf({ profileId: { $in: ['a', 'b'] } }, true)],
    ['a pipeline that begins with a profile', 'aggregate', aggregateOf({ $match: { profileId: 'a' } })],
    [
      'a join by the shard key',
      'aggregate',
      {
        aggregate: 'people',
        pipeline: [{ $lookup: { from: 'logs', localField: '_id', foreignField: 'profileId', as: 'l' } }],
      },
    ],
    [
      'a join by an expression',
      'aggregate',
      {
        aggregate: 'people',
        pipeline: [
          { $lookup: { from: 'logs', pipeline: [{ $match: { $expr: { $eq: ['$profileId', '$$id'] } } }] } },
        ],
      },
    ],
    [
      'any command to a collection on one shard',
      'delete',
      { delete: 'people', deletes: [{ q: {}, limit: 0 }] },
    ],
    ['a change stream', 'aggregate', aggregateOf({ $changeStream: {} }, { $match: { x: 1 } })],
    ['the rest of a cursor', 'getMore', { getMore: 1, collection: 'logs' }],
  ])('allows %s', (_, command, body) => {
    expect(faultsOf(command, body)).toEqual([])
  })

  const expected = 'expected an equal profileId, or a line of its everyShard'

  it.each<[string, string, Record<string, unknown>, string]>([
    ['a read by another field', 'find', { find: 'logs', filter: { _id: 1 } }, 'find logs { _id }'],
    [
      'a range of profiles',
      'find',
      { find: 'logs', filter: { profileId: { $gt: 'a' } } },
      'find logs { profileId: $gt }',
    ],
    [
      'a branch without a profile',
      'find',
      { find: 'logs', filter: { $or: [{ profileId: 'a' }, { _id: 1 }] } },
      'find logs { $or: { _id } | { profileId } }',
    ],
    ['an update of one by its id', 'update', updateOf({ _id: 1 }), 'update logs { _id }'],
    [
      'an update of one among some profiles',
      'update',
      updateOf({ profileId: { $in: ['a', 'b'] } }),
      'update logs { profileId: $in }',
    ],
    [
      'findAndModify by a planned field',
      'findAndModify',
      { findAndModify: 'logs', query: { term: 'x' } },
      'findAndModify logs { term }',
    ],
    [
      'a pipeline that looks for the profile later',
      'aggregate',
      aggregateOf({ $sort: { at: 1 } }, { $match: { profileId: 'a' } }),
      'aggregate logs {}',
    ],
    [
      'a union with all',
      'aggregate',
      { aggregate: 'people', pipeline: [{ $unionWith: 'logs' }] },
      '$unionWith logs {}',
    ],
    [
      'a join within a facet',
      'aggregate',
      {
        aggregate: 'people',
        pipeline: [{ $facet: { a: [{ $lookup: { from: 'logs', localField: 'x', foreignField: 'y' } }] } }],
      },
      '$lookup logs { y }',
    ],
    ['a count', 'count', { count: 'logs', query: { x: 1 } }, 'count logs { x }'],
  ])('finds %s', (_, command, body, shape) => {
    expect(faultsOf(command, body)).toEqual([`${shape}: ${expected}`])
  })

  it('shows no values', () => {
    const filter = { name: 'Ana', 'address.street': { $regex: 'Rua' } }
    expect(faultsOf('find', { find: 'logs', filter })).toEqual([
      `find logs { address.street: $regex, name }: ${expected}`,
    ])
  })
})
