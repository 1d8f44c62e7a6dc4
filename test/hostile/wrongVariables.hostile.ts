import { describe, expect, it } from 'vitest'
import { expectCalmLog, expectRefusal } from './support/expectRefusal.ts'
import { type Question, transports } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'
import {
  missingVariables,
  unknownFields,
  wrongEnums,
  wrongLiterals,
  wrongObjects,
} from './support/wrongVariables.ts'

const target = useTarget({ name: 'hostile-wrong-variables' })
/** Twenty for variables, a hundred for a document, and one that reports that there are more. */
const mostErrors = 21
const mostErrorsOfText = 101

describe('a list of wrong values', () => {
  it.each<[string, keyof typeof transports, () => Question]>([
    ['20 KB of enums', 'POST', () => wrongEnums(target().customerId, 20_000)],
    ['100 KB of enums', 'POST', () => wrongEnums(target().customerId, 100_000)],
    ['1.4 MB of enums', 'POST', () => wrongEnums(target().customerId, 1_400_000)],
    ['4.9 MB of enums', 'POST', () => wrongEnums(target().customerId, 4_900_000)],
    ['4 KB of enums', 'GET', () => wrongEnums(target().customerId, 4_000)],
    ['80 KB of enums', 'WebSocket', () => wrongEnums(target().customerId, 80_000)],
    ['900 KB of enums', 'WebSocket', () => wrongEnums(target().customerId, 900_000)],
    ['100 KB of objects', 'POST', () => wrongObjects(100_000)],
    ['4.9 MB of objects', 'POST', () => wrongObjects(4_900_000)],
    ['20,000 unknown fields', 'POST', () => unknownFields(20_000)],
    ['90 missing variables', 'POST', () => missingVariables(90)],
  ])('of %s over %s gives at most twenty errors', async (_, transport, question) => {
    const answer = await withstand(target(), (signal) =>
      transports[transport](target().url, question(), signal),
    )
    expectRefusal(answer)
    expect(answer.errors?.length).toBeLessThanOrEqual(mostErrors)
    expectCalmLog(target())
  })

  it('of 20,000 enums in the text gives at most a hundred errors', async () => {
    const question = wrongLiterals(target().customerId, 20_000)
    const answer = await withstand(target(), (signal) => transports.POST(target().url, question, signal))
    expectRefusal(answer)
    expect(answer.errors?.length).toBeLessThanOrEqual(mostErrorsOfText)
    expectCalmLog(target())
  })
})
