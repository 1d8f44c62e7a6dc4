import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { askForData } from '../../../support/askGraph.ts'
import { type EloProcess, startEloProcess } from '../../../support/eloProcess.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/testDatabase.ts'
import { until } from '../../../support/until.ts'
import { type TurnHistory, watchTurns } from './turnHistory.ts'
import { type AskRace, createRace, faultsOf, judge } from './turnRace.ts'

const rounds = 1_000
const disturbEvery = 40

let database: TestDatabase
let history: TurnHistory
const processes: (EloProcess | null)[] = []

const startElo = () => startEloProcess({ MONGODB_URI: database.uri, LOG_LEVEL: 'error' })

beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `turn_race_${randomUUID().slice(0, 8)}`)
  processes.push(await startElo(), await startElo())
  history = await watchTurns(database.connection)
})
afterAll(async () => {
  await history.stop()
  await Promise.all(processes.map(async (elo) => elo?.end('SIGKILL')))
  await database.drop()
})

/** Pause a process for longer than a lease, or kill it and start another one, while agents race. */
async function disturb(index: number, isKilled: boolean): Promise<void> {
  const elo = processes[index]
  if (!elo) return
  if (isKilled) {
    elo.process.kill('SIGKILL')
    processes[index] = null
    await elo.exited
    processes[index] = await startElo()
  } else {
    elo.process.kill('SIGSTOP')
    await delay(1_500)
    elo.process.kill('SIGCONT')
  }
}

const anything = z.unknown()
const openedSchema = z.object({
  recordMessage: z.object({
    message: z.object({ conversation: z.object({ id: z.string() }), customer: z.object({ id: z.string() }) }),
  }),
})

describe('three agents and a person who race over two gateways that are paused and killed', () => {
  it(
    'never have the turn at the same time, for ever, or with a smaller token',
    { timeout: 900_000 },
    async () => {
      const graphOf =
        (elo: EloProcess): AskRace =>
        (query, variables) =>
          askForData(anything, elo.url, query, variables)
      const graphs = () => processes.flatMap((elo) => (elo ? [graphOf(elo)] : []))
      const [first] = processes
      const opening = await askForData(
        openedSchema,
        first?.url ?? '',
        `mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { conversation { id } customer { id } } } }`,
        {
          input: {
            ...{ channel: 'WHATSAPP', actor: { kind: 'CUSTOMER' }, text: 'Oi' },
            customer: { identifiers: [{ type: 'PHONE', value: '+5511966660001' }] },
          },
        },
      )
      const { conversation, customer } = opening.recordMessage.message
      const race = createRace({
        graphs,
        conversationId: conversation.id,
        customerId: customer.id,
        random: Math.random,
      })
      let disturbing: Promise<void> = Promise.resolve()
      for (let round = 1; round <= rounds; round += 1) {
        const isDisturbed = round % disturbEvery === 0
        if (isDisturbed) await disturbing
        const playing = race.playRound(round)
        if (isDisturbed) {
          // While requests are in progress.
          await delay(Math.random() * 40)
          const number = round / disturbEvery
          disturbing = disturb(number % 2, number % 4 < 2)
        }
        await playing
      }
      await disturbing

      const states = await history.statesOf(conversation.id)
      expect(faultsOf(states)).toEqual([])
      const { wrong, inTurn, outOfTurn } = judge(states, race)
      expect(wrong).toEqual([])
      expect(race.failures()).toBeGreaterThan(0)
      expect(inTurn).toBeGreaterThan(rounds / 4)
      expect(outOfTurn).toBeGreaterThan(rounds / 20)
      // Nobody has it for ever: what is left is the silence after the person, and it can be released.
      const turns = database.connection.collection('turns')
      await until('no bot has the turn', async () => {
        const turn = await turns.findOne({ $expr: { $gt: ['$until', '$$NOW'] }, 'holder.kind': 'AI' })
        return turn === null
      })
      process.stdout.write(
        `${rounds} rounds: ${states.length} states, last token ${states.at(-1)?.token}, ` +
          `${race.replies.length} replies, ${inTurn} judged in turn, ${outOfTurn} out of turn, ` +
          `${race.failures()} requests without an answer\n`,
      )
    },
  )
})
