import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'
import type { Interaction } from '../../../../interactions/interaction.ts'
import {
  createRecentChanges,
  type RecentReader,
} from '../../../../subgraphs/history/changes/recentChanges.ts'
import { interactionOf } from '../../../interactions/interactionOf.ts'

/** The place of what is committed after 100.0. */
const place = { token: null, time: new mongoose.mongo.Timestamp({ t: 100, i: 1 }), collection: 'a' }
const begin = { seconds: 100, increment: 1, index: 0 }

function open(options: Parameters<typeof createRecentChanges>[0] = {}) {
  const recent = createRecentChanges(options)
  recent.begin(place)
  return {
    recent,
    /** Add a change that was committed at 200.`increment`. */
    add: (increment: number, interaction = interactionOf('cus_1', increment)): Interaction => {
      const { id, revision } = interaction
      const isNew = revision === 1
      recent.add({ time: { seconds: 200, increment }, id, revision, isNew, interaction, bytes: 500 })
      return interaction
    },
  }
}

function takeAll(reader: RecentReader | null): unknown[] {
  const all: unknown[] = []
  for (let next = reader?.take(); next; next = reader?.take()) {
    if (next === 'LAPPED') return [...all, next]
    all.push(next.interaction.seq)
  }
  return all
}

describe('createRecentChanges', () => {
  it('gives the changes after any position, those of one transaction too, and no earlier ones', () => {
    const { recent, add } = open()
    for (const increment of [1, 2, 2, 2, 5]) add(increment, interactionOf('cus_1', increment))
    expect(takeAll(recent.readFrom(begin))).toEqual([1, 2, 2, 2, 5])
    expect(takeAll(recent.readFrom({ seconds: 200, increment: 2, index: 1 }))).toEqual([2, 2, 5])
    expect(takeAll(recent.readFrom({ seconds: 200, increment: 2, index: 3 }))).toEqual([5])
    expect(recent.end()).toEqual({ seconds: 200, increment: 5, index: 1 })
    expect(recent.readFrom({ seconds: 100, increment: 0, index: 3 })).toBeNull()
  })

  it('waits for a position that is still to come, and gives nothing before it', () => {
    const { recent, add } = open()
    const reader = recent.readFrom({ seconds: 200, increment: 7, index: 1 })
    for (const increment of [6, 7, 8]) add(increment)
    expect(takeAll(reader)).toEqual([8])
  })

  it('drops the oldest beyond its size or age; their readers are lapped, the others notice nothing', () => {
    let now = 0
    const { recent, add } = open({ maxBytes: 3_000, maxAgeMs: 1_000, now: () => now })
    const [slow, quick] = [recent.readFrom(begin), recent.readFrom(begin)]
    add(1)
    add(2)
    expect(takeAll(quick)).toEqual([1, 2])
    for (const increment of [3, 4, 5]) add(increment)
    expect(takeAll(quick)).toEqual([3, 4, 5])
    expect(takeAll(slow)).toEqual(['LAPPED'])
    expect(recent.start()?.position).toEqual({ seconds: 200, increment: 2, index: 1 })
    expect(takeAll(recent.readFrom({ seconds: 200, increment: 2, index: 1 }))).toEqual([3, 4, 5])
    now = 2_000
    add(6)
    expect(recent.start()?.position).toEqual({ seconds: 200, increment: 5, index: 1 })
    expect(takeAll(quick)).toEqual([6])
  })

  it('keeps an interaction once, in its latest revision', () => {
    const { recent, add } = open()
    const first = add(1)
    add(2)
    add(3, { ...first, revision: 2, seq: 3, summary: 'amended' })
    const reader = recent.readFrom(begin)
    const changes = [reader?.take(), reader?.take(), reader?.take()]
    expect(
      changes.map(
        (change) => change && change !== 'LAPPED' && [change.revision, change.interaction.revision],
      ),
    ).toEqual([
      [1, 2],
      [1, 1],
      [2, 2],
    ])
  })

  it('counts what is no new revision, and gives it to no reader', () => {
    const { recent, add } = open()
    const { id } = add(1)
    recent.add({
      time: { seconds: 200, increment: 1 },
      id,
      revision: null,
      isNew: false,
      interaction: null,
      bytes: 0,
    })
    add(1)
    expect(recent.end()).toEqual({ seconds: 200, increment: 1, index: 3 })
    expect(takeAll(recent.readFrom(begin))).toEqual([1, 1])
  })

  it('laps all readers when it begins again, also those that have taken everything', () => {
    const { recent, add } = open()
    const reader = recent.readFrom(begin)
    add(1)
    expect(takeAll(reader)).toEqual([1])
    recent.begin({ ...place, time: new mongoose.mongo.Timestamp({ t: 300, i: 1 }) })
    expect(takeAll(reader)).toEqual(['LAPPED'])
    expect(recent.readFrom({ seconds: 200, increment: 1, index: 1 })).toBeNull()
    recent.begin(null)
    expect([recent.end(), recent.start()]).toEqual([null, null])
  })
})
