import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { channels, type Interaction } from '../../../interactions/interaction.ts'
import { interactionModel } from '../../../interactions/log/interactionModel.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { historyPipeline } from '../../../subgraphs/history/page/historyPipeline.ts'
import { type Given, page, pageSchema, recordHistory, stagesOf } from './support/askHistory.ts'
import { asAgent, asPartner, type History, startHistory } from './support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('page_commands')
})

afterAll(() => history.stop())

describe('pages that are requested at the same time', () => {
  const idsQuery = `query ($customer: _Any!, $first: Int, $last: Int, $filter: HistoryFilter) {
    _entities(representations: [$customer]) {
      ... on Customer {
        history(first: $first, last: $last, filter: $filter) {
          nodes { id } pageInfo { hasNextPage hasPreviousPage }
        }
      }
    }
  }`
  const idsSchema = z.object({
    _entities: z.tuple([
      z.object({
        history: pageSchema.pick({ nodes: true }).extend({ pageInfo: z.record(z.string(), z.boolean()) }),
      }),
    ]),
  })

  async function pageAlone(profileIds: string[], given: Given, principal: typeof asAgent) {
    const { ids, hasNextPage, hasPreviousPage } = await page(history, profileIds, given, principal)
    return { ids, hasNextPage, hasPreviousPage }
  }

  async function pageWithOthers(profileIds: string[], given: Given, principal: typeof asAgent) {
    const customer = { __typename: 'Customer', profileId: profileIds[0], profileIds }
    const { data } = await history.ask(idsQuery, { customer, ...given }, principal)
    const { nodes, pageInfo } = idsSchema.parse(data)._entities[0].history
    return { ids: nodes.map(({ id }) => id), ...pageInfo }
  }

  it('are the same as when each is requested alone', async () => {
    const customers = [
      [newId('cus')],
      [newId('cus')],
      [newId('cus')],
      [newId('cus'), newId('cus')],
      [newId('cus')],
    ]
    for (const profileIds of customers.slice(0, 4)) await recordHistory(history, profileIds, 15)
    const size = fc.integer({ min: 1, max: 60 })
    const request = fc.record({
      profileIds: fc.constantFrom(...customers),
      given: fc.oneof(
        size.map((last) => ({ last })),
        size.map((first) => ({ first })),
        fc.constantFrom(...channels.slice(0, 3)).map((channel) => ({ filter: { channels: [channel] } })),
        fc
          .constantFrom('MESSAGE', 'NOTE', 'ACTION', 'FEEDBACK', 'STATUS_CHANGE', 'IDENTITY_CHANGE')
          .map((kind) => ({ filter: { kinds: [kind] } })),
      ),
      principal: fc.constantFrom(asAgent, asPartner),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 20 }), async (all) => {
        const together = await Promise.all(
          all.map(({ profileIds, given, principal }) => pageWithOthers(profileIds, given, principal)),
        )
        for (const [index, { profileIds, given, principal }] of all.entries()) {
          expect(together[index]).toEqual(await pageAlone(profileIds, given, principal))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of different customers are one command, which sorts nothing', async () => {
    const customers = Array.from({ length: 5 }, () => newId('cus'))
    for (const profileId of customers) await recordHistory(history, [profileId], 30)
    const commands: unknown[] = []
    history.connection.getClient().on('commandStarted', ({ command }) => commands.push(command))
    await Promise.all(customers.map((profileId) => pageWithOthers([profileId], { last: 20 }, asAgent)))
    history.connection.getClient().removeAllListeners('commandStarted')
    expect(commands).toHaveLength(1)
    const { pipeline } = z.object({ pipeline: z.array(z.record(z.string(), z.unknown())) }).parse(commands[0])
    const { collection } = interactionModel(history.connection)
    const plan = JSON.stringify(await collection.aggregate(pipeline).explain('queryPlanner'))
    expect(plan.match(/"winningPlan"/gu)).toHaveLength(customers.length)
    expect(stagesOf(plan)).not.toContain('SORT')
    expect(stagesOf(plan)).not.toContain('COLLSCAN')
  })
})

describe('the aggregate of a page', () => {
  async function planOf(
    profileIds: string[],
    cursors: { after?: Interaction | undefined; before?: Interaction | undefined } = {},
  ) {
    const position = (interaction: Interaction | undefined) =>
      interaction
        ? { at: interaction.occurredAt.getTime(), id: interaction.id, profileId: interaction.profileId }
        : null
    const pipeline = historyPipeline({
      profileIds,
      range: { from: 'END', size: 5, after: position(cursors.after), before: position(cursors.before) },
      filter: {},
      readable: [],
      withPositions: true,
    })
    const { collection } = interactionModel(history.connection)
    return JSON.stringify(await collection.aggregate([...pipeline]).explain('queryPlanner'))
  }

  it('reads one index range for one profile, and sorts nothing', async () => {
    const profileIds = [newId('cus')]
    const all = await recordHistory(history, profileIds, 12)
    for (const cursors of [{}, { before: all[9] }, { after: all[1], before: all[9] }]) {
      const stages = stagesOf(await planOf(profileIds, cursors))
      expect(stages).toContain('IXSCAN')
      expect(stages).not.toContain('SORT')
      expect(stages).not.toContain('SORT_MERGE')
      expect(stages).not.toContain('COLLSCAN')
      expect(stages).not.toContain('OR')
    }
  })

  it('merges index ranges for several profiles, and sorts nothing', async () => {
    const profileIds = [newId('cus'), newId('cus'), newId('cus')]
    const all = await recordHistory(history, profileIds, 12)
    for (const cursors of [{}, { before: all[9] }, { after: all[1], before: all[9] }]) {
      const stages = stagesOf(await planOf(profileIds, cursors))
      expect(stages).toContain('SORT_MERGE')
      expect(stages).not.toContain('SORT')
      expect(stages).not.toContain('COLLSCAN')
      expect(stages).not.toContain('OR')
    }
  })

  it('looks at one key per log for its positions', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    await recordHistory(history, profileIds, 12)
    expect(await planOf(profileIds)).toContain('DISTINCT_SCAN')
  })
})
