import { describe, expect, it } from 'vitest'
import { callerError } from '../../../platform/errors/errors.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

describe('a subscription whose upstream fails', () => {
  it('ends with a masked error', async () => {
    const own = await startFixtureGateway()
    const socket = await connectSocket(own.url)
    socket.subscribe('s', 'subscription { pulse { change } }')
    await socket.next()
    own.fixtures.log.fail(new Error('the password is hunter2'))
    const message = await socket.next()
    expect(message).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    })
    expect(JSON.stringify(message)).not.toContain('hunter2')
    await own.stop()
  })

  it('closes the socket with 4290 when the error is SLOW_CONSUMER', async () => {
    const own = await startFixtureGateway()
    const socket = await connectSocket(own.url)
    socket.subscribe('s', 'subscription { pulse { change } }')
    await socket.next()
    own.fixtures.log.fail(callerError('SLOW_CONSUMER', 'resume from your last cursor'))
    expect(await socket.closed).toEqual({
      code: 4290,
      reason: 'slow consumer; resume from your last cursor',
    })
    await own.stop()
  })
})
