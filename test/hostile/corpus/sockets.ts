import type { Attack, Expected, Facts, SentMessages } from './attack.ts'

const socket = (...messages: readonly unknown[]): SentMessages => ({
  by: 'socket',
  messages,
  untilClosed: true,
})
const subscribe = (id: unknown, query: string, variables: object = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
})
const feed = 'subscription { interactionFeed { cursor } }'
const notOfTheProtocol: Expected = { closed: 4400 }

/** WebSockets that break the protocol, or ask for too much. */
export const sockets: readonly Attack[] = [
  { name: 'no sign-in', sent: { ...socket(), init: {} }, expected: { closed: 4401 } },
  {
    name: 'a sign-in that is a list',
    sent: { ...socket(), init: { authorization: ['Bearer x'] } },
    expected: { closed: 4401 },
  },
  {
    name: 'the principal of an admin in connection_init',
    sent: { ...socket(), init: { 'elo-principal': 'e30', principal: { kind: 'ADMIN' } } },
    expected: { closed: 4401 },
  },
  {
    name: 'an operation before the sign-in',
    sent: { ...socket(subscribe('1', '{ __typename }')), init: null },
    expected: { closed: 4401 },
  },
  { name: 'two sign-ins', sent: socket({ type: 'connection_init' }), expected: { closed: 4429 } },
  {
    name: '100 sign-ins',
    sent: socket(...Array.from({ length: 100 }, () => ({ type: 'connection_init' }))),
    expected: { closed: 4429 },
  },
  {
    name: 'an id that is in use',
    sent: socket(subscribe('1', feed), subscribe('1', feed)),
    expected: { closed: 4409 },
  },
  { name: 'a message that is no JSON', sent: socket('{'), expected: notOfTheProtocol },
  {
    name: 'a message of a server',
    sent: socket({ id: '1', type: 'next', payload: {} }),
    expected: notOfTheProtocol,
  },
  { name: 'a type that every object has', sent: socket({ type: 'constructor' }), expected: notOfTheProtocol },
  { name: 'an id that is a number', sent: socket(subscribe(1, feed)), expected: notOfTheProtocol },
  {
    name: 'a list as a message',
    sent: socket(Array.from({ length: 100 }, () => subscribe('1', feed))),
    expected: notOfTheProtocol,
  },
  {
    name: 'JSON nested 100,000 deep',
    sent: socket(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    expected: notOfTheProtocol,
  },
  { name: 'a message of 2 MB', sent: socket(`"${'x'.repeat(2_000_000)}"`), expected: { closed: 1009 } },
  {
    name: 'a binary message',
    sent: socket(Buffer.from([0, 255, 1])),
    expected: { closed: [1003, 1007, 4400] },
  },
  {
    name: 'another subprotocol',
    sent: { ...socket(), protocol: 'graphql-ws' },
    expected: { closed: [1006, 4406] },
  },
  {
    name: 'the origin of another site',
    sent: { ...socket(), headers: { origin: 'https://evil.example' } },
    expected: { closed: 1006 },
  },
  {
    name: 'a name that was bound to our address',
    finding: 'F19',
    sent: { ...socket(), headers: { host: 'evil.example', origin: 'http://evil.example' } },
    expected: { closed: 1006 },
  },
  { name: 'the path of another route', sent: { ...socket(), path: '/healthz' }, expected: { closed: 1006 } },
  {
    name: 'a renewal with the token of another caller',
    sent: async (facts: Facts) => ({
      ...socket({
        type: 'ping',
        payload: { authorization: `Bearer ${await facts.tokenWith({ sub: 'someone-else' })}` },
      }),
      init: { authorization: `Bearer ${facts.token}` },
    }),
    expected: { closed: 4401 },
  },
  {
    name: '150 subscriptions on one socket',
    finding: 'F10',
    executes: 100,
    sent: {
      ...socket(...Array.from({ length: 150 }, (_, n) => subscribe(`s${n}`, feed)), '{'),
      untilClosed: true,
    },
    expected: {
      harmless:
        /"type":"error","payload":\[\{"message":"[^"]*","extensions":\{"code":"(BAD_REQUEST|RATE_LIMITED|TOO_MANY_REQUESTS)"|4429|4400/u,
    },
  },
  {
    name: '50 queries of 300 KB at once',
    finding: 'F12',
    sent: {
      by: 'socket',
      messages: Array.from({ length: 50 }, (_, n) =>
        subscribe(`q${n}`, `{ __typename } # ${n} ${'x'.repeat(300_000)}`),
      ),
    },
    expected: { harmless: /"__typename":"Query"|"code":/u },
    waitsMs: 500,
  },
  {
    name: 'a subscription with the cursor of another customer',
    sent: (facts) => ({
      by: 'socket',
      messages: [
        subscribe(
          's',
          'subscription ($id: ID!, $after: String) { customerHistory(customerId: $id, after: $after) { cursor } }',
          {
            id: facts.customerId,
            after: facts.otherStreamCursor,
          },
        ),
      ],
    }),
    expected: { harmless: /"type":"error".*INVALID_CURSOR/u },
  },
  {
    name: '500 pings at once',
    sent: socket(...Array.from({ length: 500 }, () => ({ type: 'ping' })), '{'),
    expected: notOfTheProtocol,
  },
  {
    name: 'the end of 1,000 ids that do not exist',
    sent: socket(...Array.from({ length: 1_000 }, (_, n) => ({ id: `x${n}`, type: 'complete' })), '{'),
    expected: notOfTheProtocol,
  },
]
