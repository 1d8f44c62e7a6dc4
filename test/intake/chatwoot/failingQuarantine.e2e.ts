import { afterEach, describe, expect, it } from 'vitest'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import { aContact } from '../../support/chatwoot/chatwootBodies.ts'
import { until } from '../../support/until.ts'
import { type RunningIntake, startIntake } from './support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

const anErrorId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/u)

const refusing: GraphCall = async () => ({
  data: {
    identifyCustomer: {
      result: null,
      userErrors: [{ code: 'INVALID_VALUE', message: 'got "+5511987654321"', field: ['name'] }],
    },
  },
})

async function start(graph: GraphCall, maximumAttempts = 40): Promise<RunningIntake> {
  const intake = await startIntake({ graph, maximumAttempts })
  running.push(intake)
  return intake
}

describe('a delivery that must go into quarantine', () => {
  it('is logged as quarantined only after the write, and a failing write is logged once', async () => {
    const intake = await start(refusing)
    const { connection } = intake
    let attempts = 0
    connection.getClient().on('commandStarted', ({ command }) => {
      if (JSON.stringify(command).includes('"state":"quarantined"')) attempts += 1
    })
    await connection.db?.command({
      collMod: 'webhookInbox',
      validator: { state: { $ne: 'quarantined' } },
    })
    await intake.send(aContact({ event: 'contact_created' }))
    await until('the write was retried', () => attempts >= 5)
    expect(intake.logged('delivery_quarantined')).toEqual([])
    expect(intake.logged('delivery_quarantine_failed')).toMatchObject([
      {
        level: 'error',
        errorId: anErrorId,
        code: 'MongoServerError',
        databaseCode: 121,
      },
    ])
    expect(intake.log()).not.toContain('is in quarantine')
    expect(intake.log()).not.toContain('5511987654321')

    await connection.db?.command({ collMod: 'webhookInbox', validator: {} })
    await intake.settled()
    expect(await intake.stored()).toMatchObject([{ state: 'quarantined' }])
    expect(intake.logged('delivery_quarantined')).toHaveLength(1)
  })

  it('because of a bug in Elo leaves that error in the log, whole and once', async () => {
    const intake = await start(
      async () => ({
        get data(): never {
          throw new TypeError('an unexpected undefined')
        },
      }),
      3,
    )
    await intake.send(aContact({ event: 'contact_created' }))
    await intake.settled()
    const failures = intake.logged('delivery_failed')
    expect(failures).toMatchObject([{ level: 'error', errorId: anErrorId, err: { type: 'TypeError' } }])
    expect(JSON.stringify(failures)).toContain('failingQuarantine.e2e.ts')
    expect(await intake.stored()).toMatchObject([{ state: 'quarantined', reason: 'an unexpected undefined' }])
  })
})
