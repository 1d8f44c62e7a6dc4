import { afterEach, describe, expect, it } from 'vitest'
import { aMessage } from '../../support/chatwoot/chatwootBodies.ts'
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
