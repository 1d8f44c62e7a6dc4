import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import { listOf, membersOf } from '../../../support/recordingSubgraphs.ts'
import { contradiction } from './commitments.ts'

/** The document with which an agent of a race promises. */
export const promiseDocument = `mutation ($input: RecordCommitmentInput!) { recordCommitment(input: $input) {
  commitment { id } outcome contradictions { ${contradiction} } userErrors { code message } } }`

/** The input of an agent of a race: a price of its own on the matter of the round, for any id of the customer. */
export function racingPromise(customerId: string, round: number, agent: number) {
  return {
    customer: { id: customerId },
    matter: { kind: 'ORDER', externalId: `race ${round}` },
    kind: 'PRICE',
    terms: { amount: { amount: String(100 + agent), currency: 'BRL' } },
    actor: { kind: 'AI', externalId: `bot ${agent}` },
  }
}

/** What one agent got: the members of the payload of `promiseDocument`. */
type Payload = Record<string, unknown>

/**
 * Let agents promise different prices at once, round after round. Gives the rounds in which not exactly one agent was
 * first, or in which another one got anything but the contradiction with that promise.
 */
export async function raceOfPromises(
  rounds: number,
  agents: number,
  promise: (round: number, agent: number) => Promise<Payload>,
): Promise<{ round: number; payloads: Payload[] }[]> {
  const unexpected: { round: number; payloads: Payload[] }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const payloads = await Promise.all(
      Array.from({ length: agents }, async (_, agent) => {
        // They start some milliseconds apart, differently in each round.
        await pause((round * (agent + 1) * 7) % 5)
        return promise(round, agent)
      }),
    )
    const [first, ...others] = payloads.filter(({ outcome }) => outcome === 'OK')
    const id = membersOf(first?.['commitment'])['id']
    const lost = payloads.filter((each) => each !== first)
    const isExpected =
      first !== undefined && others.length === 0 && lost.every((each) => isContradiction(each, id))
    if (!isExpected) unexpected.push({ round, payloads })
  }
  return unexpected
}

function isContradiction({ outcome, contradictions }: Payload, firstId: unknown): boolean {
  const ids = listOf(contradictions).map(
    (each) => membersOf(membersOf(membersOf(each)['open'])['commitment'])['id'],
  )
  return outcome === 'CONTRADICTS' && ids.length === 1 && ids[0] === firstId
}

/** How many open commitments each matter has in the database. */
export async function openOnMatters(connection: Connection): Promise<number[]> {
  const counts = await connection
    .collection('interactions')
    .aggregate<{ open: number }>([
      { $match: { kind: 'COMMITMENT', 'body.state': 'OPEN' } },
      { $group: { _id: '$body.matterKey', open: { $sum: 1 } } },
    ])
    .toArray()
  return counts.map(({ open }) => open)
}
