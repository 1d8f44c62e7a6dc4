import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids.ts'
import { type Interaction, type InteractionKind, interactionKinds } from '../../../platform/interaction.ts'
import type { HistoryFilter } from '../../../subgraphs/history/historyFilter.ts'
import { createHistoryStore } from '../../../subgraphs/history/historyStore.ts'
import type { HistoryQuery } from '../../../subgraphs/history/historyPipeline.ts'
import { createInteractionMemory } from '../../../subgraphs/history/interactionMemory.ts'
import { type History, startHistory } from './startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('remembered')
})

afterAll(() => history.stop())

const minute = 60_000
const start = Date.parse('2026-06-01T12:00:00.000Z')

function queryOf(profileIds: string[], more: Partial<HistoryQuery> = {}): HistoryQuery {
  return {
    profileIds,
    range: { from: 'END', size: 5, after: null, before: null },
    filter: {},
    mayReadInternal: true,
    withPositions: false,
    ...more,
  }
}

type Step =
  | { kind: 'record'; profile: number; minute: number; isInternal: boolean; interaction: InteractionKind }
  | { kind: 'amend'; which: number }
  | { kind: 'read'; more: Partial<HistoryQuery>; profiles: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant<'record'>('record'),
    profile: fc.nat(2),
    minute: fc.nat(9),
    isInternal: fc.boolean(),
    interaction: fc.constantFrom(...interactionKinds),
  }),
  fc.record({ kind: fc.constant<'amend'>('amend'), which: fc.nat(30) }),
  fc.record({
    kind: fc.constant<'read'>('read'),
    profiles: fc.integer({ min: 1, max: 3 }),
    more: fc.record({
      range: fc.record({
        from: fc.constantFrom<'START' | 'END'>('START', 'END'),
        size: fc.integer({ min: 1, max: 8 }),
        after: fc.constant(null),
        before: fc.constant(null),
      }),
      filter: fc.constantFrom<HistoryFilter>({}, {}, { kinds: ['MESSAGE'] }, { channels: ['EMAIL'] }),
      mayReadInternal: fc.boolean(),
      withPositions: fc.boolean(),
    }),
  }),
)

describe('a page that is read again', () => {
  it('is as a room reads it that remembers nothing, whatever was written and read before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const store = createHistoryStore(history.connection)
        const profileIds = [newId('cus'), newId('cus'), newId('cus')]
        const ids: string[] = []
        for (const each of steps) {
          if (each.kind === 'record') {
            const id = await history.record(profileIds[each.profile] ?? '', {
              kind: each.interaction,
              occurredAt: new Date(start + each.minute * minute),
              channel: each.minute % 2 ? 'EMAIL' : 'WHATSAPP',
              visibility: each.isInternal ? 'INTERNAL' : 'PUBLIC',
            })
            ids.push(id)
          } else if (each.kind === 'amend') {
            const id = ids[each.which % Math.max(1, ids.length)]
            if (id === undefined) continue
            await history.log.amend(id, ({ revision }) => ({ summary: `${revision} times amended` }))
          } else {
            const query = queryOf(profileIds.slice(0, each.profiles), each.more)
            expect(await store.readPage(query)).toEqual(
              await createHistoryStore(history.connection).readPage(query),
            )
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('brings only what is new or amended since, by one command', async () => {
    const store = createHistoryStore(history.connection)
    const profileId = newId('cus')
    const ids = await history.recordMany(profileId, 6)
    const query = queryOf([profileId])
    await store.readPage(query)
    await history.log.amend(ids[3] ?? '', () => ({ summary: 'amended' }))
    await history.record(profileId, { summary: 'new' })

    const replies: unknown[] = []
    const client = history.connection.getClient()
    const listen = ({ reply }: { reply: { cursor?: { firstBatch: unknown[] } } }) =>
      replies.push(reply.cursor?.firstBatch)
    client.on('commandSucceeded', listen)
    const { interactions } = await store.readPage(query)
    client.off('commandSucceeded', listen)

    expect(interactions.map(({ summary }) => summary)).toEqual(['hello', 'amended', 'hello', 'hello', 'new'])
    expect(replies).toHaveLength(1)
    expect(
      JSON.stringify(replies)
        .match(/"summary":"\w+"/gu)
        ?.sort(),
    ).toEqual(['"summary":"amended"', '"summary":"new"'])
  })
})

describe('createInteractionMemory', () => {
  const interaction = (seq: number, more: Partial<Interaction> = {}): Interaction => ({
    id: `int_${seq}`,
    profileId: 'cus_1',
    seq,
    positions: [seq],
    kind: 'MESSAGE',
    occurredAt: new Date(start),
    recordedAt: new Date(start),
    changedAt: new Date(start),
    revision: 1,
    channel: null,
    inbox: null,
    department: null,
    conversationId: null,
    actor: { kind: 'CUSTOMER', id: null, name: null },
    visibility: 'PUBLIC',
    source: null,
    summary: '',
    body: { text: `${seq}` },
    ...more,
  })
  const placeOf = ({ id, profileId, seq }: Interaction) => ({ _id: id, profileId, seq })

  it('knows an interaction at the position at which it was read, and at no other', () => {
    const memory = createInteractionMemory(100_000)
    expect(memory.of(['cus_1'])).toBeNull()
    memory.remember([interaction(1), interaction(3)])
    const known = memory.of(['cus_2', 'cus_1'])
    expect(known?.upTo).toEqual(new Map([['cus_1', 3]]))
    expect(known?.at(placeOf(interaction(3)))).toEqual(interaction(3))
    expect(known?.at({ ...placeOf(interaction(3)), seq: 4 })).toBeNull()
    expect(known?.at({ ...placeOf(interaction(3)), profileId: 'cus_2' })).toBeNull()
  })

  it('gives each his own, of which nothing can be changed for others', () => {
    const memory = createInteractionMemory(100_000)
    memory.remember([interaction(1)])
    const [mine, yours] = [1, 2].map(() => memory.of(['cus_1'])?.at(placeOf(interaction(1))))
    if (mine) Object.assign(mine, { summary: 'changed' })
    expect(yours).toEqual(interaction(1))
    expect(() => Object.assign(mine?.actor ?? {}, { name: 'changed' })).toThrow(TypeError)
  })

  it('keeps of one log at most a hundred, those read last', () => {
    const memory = createInteractionMemory(10_000_000)
    memory.remember(Array.from({ length: 80 }, (_, index) => interaction(index + 1)))
    memory.remember(Array.from({ length: 40 }, (_, index) => interaction(index + 81)))
    const known = memory.of(['cus_1'])
    expect([80, 81, 120].map((seq) => known?.at(placeOf(interaction(seq)))?.seq)).toEqual([
      undefined,
      81,
      120,
    ])
  })

  it('makes room by the logs that were not read for longest', () => {
    const memory = createInteractionMemory(5_000)
    for (const number of [1, 2, 3, 4])
      memory.remember([interaction(1, { profileId: `cus_${number}`, summary: 'x'.repeat(1_000) })])
    expect([1, 2, 3, 4].map((number) => memory.of([`cus_${number}`]) !== null)).toEqual([
      false,
      true,
      true,
      true,
    ])
  })
})
