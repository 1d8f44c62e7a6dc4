import { describe, expect, it } from 'vitest'
import { type Change, followCustomer } from '../../clients/follow/follow.ts'
import { createScriptedSocket, type Script } from './support/scriptedSocket.ts'

const customer = { id: 'cus_1' }
const recorded = (cursor: string, revision = 1) => ({
  ...{ change: 'RECORDED', cursor, customer },
  interaction: { __typename: 'Message', id: `int_${cursor}`, revision },
})
const lost = { change: 'ACCESS_LOST', cursor: 'z', interaction: null, customer: null }

/** Follow until ACCESS_LOST, after the cursor `0`. Gives the changes, what was sent, and the pauses. */
async function follow(scripts: Script[], token?: string | (() => string)) {
  const { webSocket, seen } = createScriptedSocket(scripts)
  const pauses: { reason: string; waitMs: number }[] = []
  const changes: Change<object>[] = []
  for await (const change of followCustomer({
    ...{ url: 'http://localhost/graphql', customerId: 'cus_1', selection: 'id', webSocket, token },
    transport: 'websocket',
    start: { after: '0' },
    minWaitMs: 1,
    onInterruption: ({ reason, waitMs }) => pauses.push({ reason, waitMs }),
  }))
    changes.push(change)
  return {
    cursors: changes.map(({ cursor }) => cursor),
    changes,
    afters: seen.map(({ after }) => after),
    seen,
    pauses,
  }
}

describe('followCustomer, when its WebSocket ends', () => {
  it('resumes after the last change that was handled, whatever the position of a resumed stream says', async () => {
    const position = { change: 'POSITION', cursor: '0', interaction: null, customer }
    const { cursors, afters } = await follow([
      ({ event, close }) => {
        event(position)
        event(recorded('1'))
        event(recorded('2'))
        close(4290, 'too slow')
      },
      ({ event, close }) => {
        event({ ...position, cursor: '2' })
        close(1006)
      },
      ({ event }) => {
        event(recorded('3'))
        event(lost)
      },
    ])
    expect(cursors).toEqual(['1', '2', '3', 'z'])
    expect(afters).toEqual(['0', '2', '2'])
  })

  it('waits as long as the reason of 4503 and retryAfterMs say', async () => {
    const { pauses } = await follow([
      ({ close }) => close(4503, 'draining; reconnect in 40 ms and resume from your last cursor'),
      ({ error }) => error({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 60 }),
      ({ event }) => event(lost),
    ])
    const [draining, unavailable] = pauses.map(({ waitMs }) => waitMs)
    expect(draining).toBeGreaterThanOrEqual(40)
    expect(draining).toBeLessThanOrEqual(50)
    expect(unavailable).toBeGreaterThanOrEqual(60)
    expect(unavailable).toBeLessThanOrEqual(75)
  })

  it('asks for a new token after 4403, as often as tokens expire', async () => {
    let tokens = 0
    const expiring: Script = ({ event, close }) => {
      event(recorded(String(tokens)))
      close(4403, 'the token has expired')
    }
    const { seen } = await follow(
      [...Array.from({ length: 7 }, () => expiring), ({ event }) => event(lost)],
      () => `token-${(tokens += 1)}`,
    )
    expect(seen.map(({ authorization }) => authorization)).toEqual(
      Array.from({ length: 8 }, (_, index) => `Bearer token-${index + 1}`),
    )
  })

  it('ends when tokens are refused, when there is no other token, and at a fault of the client', async () => {
    const refuse: Script = ({ close }) => close(4401, 'not authenticated')
    await expect(follow([refuse], 'token')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const refusals = Array.from({ length: 6 }, () => refuse)
    await expect(follow(refusals, () => 'token')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(follow([({ close }) => close(4400)])).rejects.toMatchObject({ code: 'CLOSED_4400' })
    await expect(follow([({ error }) => error({ code: 'INVALID_CURSOR' })])).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    })
  })

  it('gives ACCESS_LOST when the customer cannot be seen any more after an interruption', async () => {
    const { changes } = await follow([
      ({ event, close }) => {
        event(recorded('1'))
        close(1006)
      },
      ({ error }) => error({ code: 'NOT_FOUND' }),
    ])
    expect(changes.at(-1)).toEqual({
      ...{ change: 'ACCESS_LOST', cursor: '1', position: '1', interaction: null, customer: null, errors: [] },
    })
  })
})
