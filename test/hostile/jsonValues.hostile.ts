import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actionWith } from './support/callersFaults.ts'
import { expectCalmLog, expectRefusal } from './support/expectRefusal.ts'
import { type Answer, post, transports } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const target = useTarget({ name: 'hostile-json-values' })
const payload = z.object({
  recordAction: z.object({ action: z.unknown().nullable(), userErrors: z.array(z.unknown()) }),
})
const stored = () =>
  target().database.connection.collection('interactions').countDocuments({ kind: 'ACTION' })

const message = (text: string) =>
  `{"query":"mutation ($text: String!) { recordMessage(input: { customer: { identifiers: [{ type: PHONE, value: \\"+5511961110001\\" }] } channel: API actor: { kind: AI } text: $text }) { message { id } userErrors { code } } }","variables":{"text":"${text}"}}`

/** Expect a refusal of the request, or userErrors, and nothing recorded. */
function expectNothingRecorded(answer: Answer): void {
  if (answer.errors || answer.status >= 400) return void expectRefusal(answer)
  const { recordAction } = payload.parse(answer.data)
  expect(recordAction.action).toBeNull()
  expect(recordAction.userErrors.length).toBeGreaterThan(0)
}

describe('a value that JSON in JavaScript cannot hold', () => {
  it.each([
    ['a whole number above 2^53', '{"a":9007199254740993}'],
    ['a negative one', '{"a":-9007199254740993}'],
    ['one of 400 digits', `{"a":${'9'.repeat(400)}}`],
    ['1e400', '{"a":1e400}'],
    ['-1e400', '{"a":[1,[-1e400]]}'],
    ['half of a surrogate pair', '{"a":"\\ud83d"}'],
    ['half of a surrogate pair as a key', '{"\\udc00":1}'],
  ])('%s in details is refused and not changed', async (_, details) => {
    for (const ask of [post, transports.WebSocket]) {
      expectNothingRecorded(
        await withstand(target(), (signal) => ask(target().url, actionWith(details), signal), {
          windowMs: 1_000,
        }),
      )
    }
    expect(await stored()).toBe(0)
    expectCalmLog(target())
  })

  it.each(['\\ud83d', 'a\\udc00b', '\\udc00\\ud83d'])(
    '%s in a text is refused and not changed',
    async (text) => {
      for (const ask of [post, transports.WebSocket]) {
        const answer = await withstand(target(), (signal) => ask(target().url, message(text), signal), {
          windowMs: 1_000,
        })
        expect(answer.text).not.toContain('"id":"int_')
        expect(answer.text).not.toContain('INTERNAL_SERVER_ERROR')
      }
      expectCalmLog(target())
    },
  )

  it('is unlike a whole surrogate pair and exact numbers, which come back unchanged', async () => {
    const answer = await post(
      target().url,
      actionWith('{"a":"\\ud83d\\ude00","b":9007199254740991,"c":-1.5e10,"d":0.1}'),
      AbortSignal.timeout(5_000),
    )
    expect(payload.parse(answer.data).recordAction.action).toMatchObject({
      details: { a: '😀', b: Number.MAX_SAFE_INTEGER, c: -1.5e10, d: 0.1 },
    })
    await target().database.connection.collection('interactions').deleteMany({ kind: 'ACTION' })
  })

  it.each([
    ['a byte of Latin-1', 0xe9],
    ['a byte that never occurs', 0xff],
    ['half of a character', 0xc3],
  ])('with bytes that are not UTF-8, such as %s, is refused', async (_, byte) => {
    const [head = '', tail = ''] = message('@').split('@')
    const body = new Uint8Array([...Buffer.from(head), byte, ...Buffer.from(tail)])
    const answer = await withstand(target(), (signal) => post(target().url, body, signal), {
      windowMs: 1_000,
    })
    expect(answer.status).toBe(400)
    expectRefusal(answer)
    expectCalmLog(target())
  })
})
