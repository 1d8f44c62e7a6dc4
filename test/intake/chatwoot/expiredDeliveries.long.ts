import { describe, expect, it } from 'vitest'
import { until } from '../../support/until.ts'
import { startIntake } from './support/startIntake.ts'

describe('processed deliveries', () => {
  it('are deleted after that time, and no others are', async () => {
    const intake = await startIntake({ retentionDays: 1 })
    const inbox = intake.connection.collection<{ _id: string; state: string; settledAt: Date | null }>(
      'webhookInbox',
    )
    const long = new Date(Date.now() - 86_400_000 - 60_000)
    const lately = new Date(Date.now() - 60_000)
    const delivery = { system: 'another', body: '{}', receivedAt: long, sentAt: long, sizeBytes: 2 }
    await inbox.insertMany([
      { _id: 'processed long ago', ...delivery, state: 'done', settledAt: long },
      { _id: 'processed lately', ...delivery, state: 'done', settledAt: lately },
      { _id: 'in quarantine', ...delivery, state: 'quarantined', settledAt: long },
      { _id: 'waiting', ...delivery, state: 'received', settledAt: null },
    ])
    // MongoDB deletes expired documents once a minute.
    await until('the processed one is gone', async () => (await inbox.countDocuments()) < 4, 130_000)
    const left = await inbox.find({}, { sort: { _id: 1 } }).toArray()
    expect(left.map(({ _id }) => _id)).toEqual(['in quarantine', 'processed lately', 'waiting'])
    await intake.stop({ andDrop: true })
  })
})
