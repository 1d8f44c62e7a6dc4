import { afterEach, describe, expect, it } from 'vitest'
import { createIntakeErasure } from '../../../intake/erasure/intakeErasure.ts'
import { systemClock } from '../../../platform/process/clock.ts'
import { createErasureStore, type NewErasure } from '../../../privacy/erasure/erasureStore.ts'
import { aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { startElo } from '../chatwoot/support/startElo.ts'
import { type RunningIntake, startIntake } from '../chatwoot/support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

const minuteMs = 60_000

/** An intake, with the erasure of the contact 1:55 begun and the part of the intake still to be done. */
async function startErasing(requestedAt: Date, contact = '1:55') {
  const elo = await startElo()
  const intake = await startIntake({ graph: elo.graph })
  running.push(intake)
  const { connection } = intake
  const store = createErasureStore(connection, systemClock)
  const erasure: NewErasure = {
    protocol: 'ELO-1',
    customerId: 'cus_1',
    profileIds: ['cus_1'],
    by: { kind: 'AGENT', id: 'ana' },
    reason: 'article 18 of the LGPD',
    requestedAt,
    targets: { chatwootContacts: [contact], chatwootConversations: [], values: [] },
    identityCounts: [],
  }
  const begun = await connection.transaction((session) => store.begin(erasure, session))
  const part = createIntakeErasure({ connection, clock: systemClock })
  return {
    elo,
    intake,
    erasePart: async () => {
      await part.erase(begun)
      await store.finishPart(begun.protocol, 'intake')
    },
  }
}

const inAMinute = () => new Date(Date.now() + minuteMs)
const aMinuteAgo = () => new Date(Date.now() - minuteMs)

describe('a delivery that arrived before its customer was erased', () => {
  it('is erased when it is processed before the part of the intake is done', async () => {
    const { elo, intake } = await startErasing(inAMinute())
    await intake.send(aMessage({ content: 'qzxbeforexzq' }))
    await intake.settled()
    expect(await elo.history()).toEqual([])
    expect(await intake.stored()).toEqual([{ state: 'done', reason: null, body: '' }])
    expect(await intake.dump()).not.toContain('qzxbeforexzq')
  })

  it('is erased when it is processed after that, and its conversation was not known', async () => {
    const { elo, intake, erasePart } = await startErasing(inAMinute())
    await erasePart()
    await intake.send(aMessage({ content: 'qzxafterxzq' }))
    await intake.settled()
    expect(await elo.history()).toEqual([])
    expect(await intake.dump()).not.toContain('qzxafterxzq')
  })

  it('is known when Chatwoot sends its message once more', async () => {
    const { elo, intake } = await startErasing(inAMinute())
    await intake.send(aMessage())
    await intake.settled()
    await intake.connection.collection('erasures').updateOne({}, { $set: { requestedAt: aMinuteAgo() } })
    await intake.send(aMessage({ event: 'message_updated', content: 'Oi de novo' }))
    await intake.settled()
    expect(await elo.history()).toEqual([])
  })
})

describe('a delivery that is not erased', () => {
  it('arrived after the erasure, and begins the history of a new customer', async () => {
    const { elo, intake, erasePart } = await startErasing(aMinuteAgo())
    await intake.send(aMessage())
    await intake.settled()
    await erasePart()
    await intake.send(aMessage({ id: 9002, content: 'Obrigada' }))
    await intake.settled()
    expect(await elo.history()).toMatchObject([{ interactions: [{ text: 'Oi' }, { text: 'Obrigada' }] }])
  })

  it('is of another customer', async () => {
    const { elo, intake } = await startErasing(inAMinute(), '1:56')
    await intake.send(aMessage())
    await intake.settled()
    expect(await elo.history()).toMatchObject([{ interactions: [{ text: 'Oi' }] }])
  })
})
