import { afterEach, describe, expect, it } from 'vitest'
import { askGraph } from '../../../support/askGraph.ts'
import { aContact, aConversation, aMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { startElo } from '../support/startElo.ts'
import { type RunningIntake, startIntake } from '../support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

const query = /* GraphQL */ `
  {
    customerByIdentifier(identifier: { type: PHONE, value: "+5511987654321" }) {
      name
      history(last: 10) {
        nodes {
          __typename
          occurredAt
          occurredAtCorrected
          ... on Message {
            text
            actor {
              name
            }
          }
        }
      }
    }
  }
`

async function start() {
  const elo = await startElo()
  const intake = await startIntake({ graph: elo.graph })
  running.push(intake)
  const nodes = async () => {
    await intake.settled()
    return askGraph(elo.url, query)
  }
  return { intake, nodes }
}

describe('what comes through the intake', () => {
  it('with a time that makes no sense is recorded when it came, and says so', async () => {
    const { intake, nodes } = await start()
    const from = Date.now()
    await intake.send(aMessage({ id: 9001, content: 'zero', created_at: 0 }))
    await intake.send(aMessage({ id: 9002, content: 'far', created_at: '9999-12-31T00:00:00Z' }))
    await intake.send(aMessage({ id: 9003, content: 'right', created_at: '2026-06-17T12:00:01.000Z' }))
    expect(await nodes()).toMatchObject({
      data: {
        customerByIdentifier: {
          history: {
            nodes: [
              { text: 'right', occurredAt: '2026-06-17T12:00:01.000Z', occurredAtCorrected: false },
              { text: 'zero', occurredAtCorrected: true },
              { text: 'far', occurredAtCorrected: true },
            ],
          },
        },
      },
    })
    const text = JSON.stringify(await nodes())
    const times = [...text.matchAll(/"occurredAt":"([^"]*)"/gu)].map(([, time = '']) => Date.parse(time))
    for (const time of times.slice(1)) {
      // Chatwoot signs whole seconds.
      expect(time).toBeGreaterThan(from - 1_001)
      expect(time).toBeLessThan(Date.now() + 1)
    }
    expect(await intake.stored()).toMatchObject([{ state: 'done' }, { state: 'done' }, { state: 'done' }])
  })

  it('is corrected back when a later delivery has a time that makes sense', async () => {
    const { intake, nodes } = await start()
    await intake.send(aMessage({ created_at: 0 }))
    await intake.settled()
    await intake.send(aMessage())
    expect(await nodes()).toMatchObject({
      data: {
        customerByIdentifier: {
          history: { nodes: [{ occurredAt: '2026-06-17T12:00:00.000Z', occurredAtCorrected: false }] },
        },
      },
    })
  })

  it('with names that are too long is cut between characters', async () => {
    const { intake, nodes } = await start()
    const name = `${'a'.repeat(253)}👩‍👧 Souza`
    const cut = `${'a'.repeat(253)}…`
    const contact = aContact({ name })
    const conversation = aConversation({ meta: { sender: { ...contact, type: 'contact' } } })
    await intake.send(aMessage({ sender: contact, conversation }))
    expect(await nodes()).toMatchObject({
      data: { customerByIdentifier: { name: cut, history: { nodes: [{ actor: { name: cut } }] } } },
    })
  })
})
