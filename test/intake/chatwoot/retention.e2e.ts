import { afterEach, describe, expect, it } from 'vitest'
import { aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { until } from '../../support/until.ts'
import { startElo } from './support/startElo.ts'
import { newDatabaseUri, type RunningIntake, startIntake } from './support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

async function start(options: Partial<Parameters<typeof startIntake>[0]> = {}): Promise<RunningIntake> {
  const intake = await startIntake(options)
  running.push(intake)
  return intake
}

async function retentionOf({ connection }: RunningIntake) {
  const indexes = await connection.collection('webhookInbox').indexes()
  return indexes.find(({ name }) => name === 'retention')
}

describe('processed deliveries', () => {
  it('are kept for thirty days, or as many as are configured', async () => {
    const uri = newDatabaseUri()
    const first = await startIntake({ uri })
    expect(await retentionOf(first)).toMatchObject({
      key: { settledAt: 1 },
      expireAfterSeconds: 2_592_000,
      partialFilterExpression: { state: 'done' },
    })
    await first.stop()
    expect(await retentionOf(await start({ uri, retentionDays: 7 }))).toMatchObject({
      expireAfterSeconds: 604_800,
      partialFilterExpression: { state: 'done' },
    })
  })

  it('are deleted after that time, and no others are', { timeout: 150_000 }, async () => {
    const intake = await start({ retentionDays: 1 })
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
  })

  it('change nothing when they arrive again after their deletion', async () => {
    const elo = await startElo()
    const intake = await start({ graph: elo.graph })
    await intake.send(aMessage())
    await intake.settled()
    const calls = [...elo.mutations]
    await intake.connection.collection('webhookInbox').deleteMany({})
    expect(await intake.send(aMessage())).toMatchObject({ body: { status: 'accepted' } })
    await intake.settled()
    expect(elo.mutations).toEqual(calls)
  })
})
