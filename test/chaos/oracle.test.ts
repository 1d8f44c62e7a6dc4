import { describe, expect, it } from 'vitest'
import { createModel, type HistoryEvent, type KnownInteraction } from './model.ts'
import { checkWriters, differences, outOfLogOrder, outOfRecordedOrder, type Place } from './oracle.ts'

const known = (id: string, revision = 1): KnownInteraction => ({
  ...{ id, revision, kind: 'MESSAGE', summary: `#1.${id} in ${revision}` },
})
const event = (change: string, interaction: KnownInteraction | null, more = {}): HistoryEvent => ({
  ...{ change, interaction, cursor: 'any', ...more },
})
/** An interaction at this position of its log, and nowhere else before. */
const placed = (profileId: string, seq: number, revision = 1): Place => ({
  ...{ profileId, seq, revision, firstSeq: seq },
})
const idsOf = (model: { interactions: ReadonlyMap<string, unknown> }) => [...model.interactions.keys()]

describe('the model of a client', () => {
  it('is the page, changed by each event', () => {
    const model = createModel([known('a'), known('b'), known('c')])
    model.apply(event('POSITION', null))
    model.apply(event('RECORDED', known('d')))
    model.apply(event('AMENDED', known('a', 2)))
    model.apply(event('HIDDEN', null, { interactionId: 'b' }))
    model.apply(event('JOINED', known('e')))
    model.apply(event('LEFT', null, { interactionIds: ['c', 'e'] }))
    expect(idsOf(model)).toEqual(['a', 'd'])
    expect(model.interactions.get('a')).toEqual(known('a', 2))
    expect([...model.repeated, ...model.reordered, ...model.unexpected]).toEqual([])
  })

  it('may be given again what left', () => {
    const model = createModel([known('a')])
    model.apply(event('LEFT', null, { interactionIds: ['a'] }))
    model.apply(event('JOINED', known('a')))
    expect(idsOf(model)).toEqual(['a'])
    expect(model.repeated).toEqual([])
  })

  it('takes joined logs from pages, also twice, but not once more from the stream', () => {
    const model = createModel([known('a')])
    for (const each of [known('b'), known('c'), known('b')]) model.putPaged(each)
    model.apply(event('LOG_JOINED', null))
    model.apply(event('AMENDED', known('c', 2)))
    model.putPaged(known('c'))
    expect([...model.interactions.values()]).toEqual([known('a'), known('b'), known('c', 2)])
    expect([...model.repeated, ...model.reordered, ...model.unexpected]).toEqual([])
    model.apply(event('JOINED', known('b')))
    expect(model.repeated).toEqual(['JOINED b revision 1'])
    expect(model.logsJoined).toBe(1)
  })

  it('finds a repeated revision, an older one, and an event without what it is about', () => {
    const model = createModel([known('a', 2)])
    model.apply(event('AMENDED', known('a', 2)))
    model.apply(event('AMENDED', known('a', 1)))
    model.apply(event('RECORDED', null))
    expect(model.repeated).toEqual(['AMENDED a revision 2'])
    expect(model.reordered).toEqual(['AMENDED a revision 1 after revision 2'])
    expect(model.unexpected).toEqual(['RECORDED without what it is about'])
    expect(model.interactions.get('a')).toEqual(known('a', 2))
  })
})

describe('the oracle', () => {
  it('finds what a model lacks, has in another revision, and has too much', () => {
    const { interactions } = createModel([known('a'), known('b'), known('x')])
    expect(differences(interactions, [known('a'), known('b', 2), known('c')])).toEqual([
      'has b "#1.b in 1" in revision 1, the page "#1.b in 2" in 2',
      'lacks c "#1.c in 1" revision 1',
      'has x "#1.x in 1" revision 1, which the page has not',
    ])
    expect(differences(interactions, [known('a'), known('b'), known('x')])).toEqual([])
  })

  it('finds events that came in another order than that of their log', () => {
    const model = createModel([])
    for (const id of ['a', 'c', 'b', 'd']) model.apply(event('RECORDED', known(id)))
    const places = new Map(['a', 'b', 'c', 'd'].map((id, at) => [id, placed('cus_1', at + 1)]))
    expect(outOfLogOrder(model, places)).toEqual(['b at position 2 came after c at 3 of the same log'])
  })

  it('compares no order of different logs, and no revision that is not the present one', () => {
    const model = createModel([])
    for (const id of ['b', 'a']) model.apply(event('RECORDED', known(id)))
    const inTwoLogs = new Map([
      ['a', placed('cus_1', 1)],
      ['b', placed('cus_2', 2)],
    ])
    const amended = new Map([
      ['a', placed('cus_1', 1)],
      ['b', placed('cus_1', 2, 2)],
    ])
    expect(outOfLogOrder(model, inTwoLogs)).toEqual([])
    expect(outOfLogOrder(model, amended)).toEqual([])
  })

  it('finds what a feed brought in another order than it was recorded in, also when it was amended since', () => {
    const model = createModel([])
    for (const id of ['b', 'a']) model.apply(event('RECORDED', known(id)))
    const places = new Map([
      ['a', { ...placed('cus_1', 9, 2), firstSeq: 1 }],
      ['b', placed('cus_1', 2)],
    ])
    expect(outOfRecordedOrder(model, places)).toEqual(['a, recorded at 1, came after b at 2 of the same log'])
  })

  it('finds what was acknowledged and is nowhere, is older than acknowledged, or is there twice', () => {
    const acknowledged = [
      { id: 'a', revision: 1, number: '#1.a' },
      { id: 'b', revision: 2, number: '#1.b' },
      { id: null, revision: 1, number: '#1.c' },
      { id: null, revision: 1, number: '#1.d' },
    ]
    const twin = { ...known('e'), summary: '#1.d' }
    expect(checkWriters(acknowledged, [known('b'), { ...known('d'), summary: '#1.d' }, twin])).toEqual({
      lost: [
        '#1.a was acknowledged as a, and is in no page',
        'revision 2 of #1.b was acknowledged, the page has 1',
        '#1.c was acknowledged as a delivery, and is in no page',
      ],
      repeated: ['#1.d was recorded as d and e'],
    })
  })
})
