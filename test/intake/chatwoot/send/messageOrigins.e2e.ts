import { afterEach, describe, expect, it } from 'vitest'
import { askGraph } from '../../../support/askGraph.ts'
import { aMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { startElo } from '../support/startElo.ts'
import { type RunningIntake, startIntake } from '../support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

const query = /* GraphQL */ `
  {
    customerByIdentifier(identifier: { type: PHONE, value: "+5511987654321" }) {
      history(last: 10) {
        nodes {
          ... on Message {
            text
            deleted
            referral {
              sourceUrl
              headline
            }
            translations {
              language
              text
            }
          }
        }
      }
    }
  }
`

describe('what a message of Chatwoot has besides its text', () => {
  it('is read in the graph, and an attribute that Elo does not know is logged once by its name', async () => {
    const elo = await startElo()
    const intake = await startIntake({ graph: elo.graph })
    running.push(intake)
    const nodes = async () => {
      await intake.settled()
      const answer = await askGraph(elo.url, query)
      return answer.data?.['customerByIdentifier']
    }
    const content_attributes = {
      referral: { source_url: 'https://fb.me/1', headline: 'Sofás' },
      translations: { en: 'Hi' },
      poll: { question: 'segredo' },
    }
    await intake.send(aMessage({ content_attributes }))
    await intake.send(aMessage({ id: 9002, content: 'Alô?', content_attributes: { poll: 2 } }))
    const referral = { sourceUrl: 'https://fb.me/1', headline: 'Sofás' }
    expect(await nodes()).toEqual({
      history: {
        nodes: [
          { text: 'Oi', deleted: false, referral, translations: [{ language: 'en', text: 'Hi' }] },
          { text: 'Alô?', deleted: false, referral: null, translations: [] },
        ],
      },
    })
    expect(intake.logged('chatwoot_attribute_unknown')).toMatchObject([{ attribute: 'poll' }])
    expect(intake.log()).not.toContain('segredo')

    // A translation says what the text said.
    await intake.send(aMessage({ event: 'message_updated', content_attributes: { deleted: true } }))
    expect(await nodes()).toMatchObject({
      history: { nodes: [{ text: null, deleted: true, referral, translations: [] }, { text: 'Alô?' }] },
    })
  })
})
