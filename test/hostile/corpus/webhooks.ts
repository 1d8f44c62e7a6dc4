import { signatureOf } from '../../../intake/chatwoot/receive/verifySignature.ts'
import { aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import type { Attack, Expected, Facts, SentRequest } from './attack.ts'

type Signed = { secret?: string; at?: number; timestamp?: string; signature?: string; over?: string }

/** A delivery of Chatwoot with this body; `signed` is what is wrong with its signature. */
function deliver(body: string, { secret, at = Date.now(), timestamp, signature, over }: Signed = {}) {
  return ({ webhookSecret }: Facts): SentRequest => {
    const seconds = timestamp ?? String(Math.floor(at / 1_000))
    return {
      by: 'http',
      method: 'POST',
      path: '/webhooks/chatwoot',
      isAnonymous: true,
      headers: {
        'content-type': 'application/json',
        'x-chatwoot-timestamp': seconds,
        'x-chatwoot-signature': signature ?? signatureOf(secret ?? webhookSecret, seconds, over ?? body),
      },
      body,
    }
  }
}

const message = JSON.stringify(aMessage({ id: 900_001, content: 'forged' }))
/** A message that is accepted records its customer, its conversation and itself. */
const changesOfMessage = 3
const refused: Expected = { status: 401 }
const kept: Expected = { harmless: /"status":"(accepted|quarantined|repeated)"/u }

/** Deliveries that Chatwoot did not send, or that a customer wrote to harm. */
export const webhooks: readonly Attack[] = [
  {
    name: 'a delivery without a signature',
    sent: {
      by: 'http',
      method: 'POST',
      path: '/webhooks/chatwoot',
      isAnonymous: true,
      headers: { 'content-type': 'application/json' },
      body: message,
    },
    expected: refused,
  },
  {
    name: 'a delivery signed with another secret',
    sent: deliver(message, { secret: 'another secret' }),
    expected: refused,
  },
  {
    name: 'a delivery signed with an empty secret',
    sent: deliver(message, { secret: '' }),
    expected: refused,
  },
  { name: 'another body under a signature', sent: deliver(message, { over: '{}' }), expected: refused },
  {
    name: 'a delivery that is sent again after six minutes',
    sent: deliver(message, { at: Date.now() - 6 * 60_000 }),
    expected: refused,
  },
  {
    name: 'a delivery of the future',
    sent: deliver(message, { at: Date.now() + 6 * 60_000 }),
    expected: refused,
  },
  { name: 'a time that is no number', sent: deliver(message, { timestamp: '1e10' }), expected: refused },
  { name: 'an empty signature', sent: deliver(message, { signature: 'sha256=' }), expected: refused },
  {
    name: 'a signature of 8 KB',
    sent: deliver(message, { signature: `sha256=${'0'.repeat(8_000)}` }),
    expected: refused,
  },
  { name: 'a signature in capitals', sent: deliver(message, { signature: 'SHA256=00' }), expected: refused },
  {
    name: 'GET',
    sent: { by: 'http', path: '/webhooks/chatwoot', isAnonymous: true },
    expected: { status: 405 },
  },
  {
    name: 'a signed delivery of another account',
    sent: deliver(JSON.stringify(aMessage({ id: 900_002, account: { id: 77, name: 'another' } }))),
    expected: { harmless: /"status":"quarantined"/u },
  },
  { name: 'a signed text that is no JSON', sent: deliver('{"event":'), expected: kept },
  {
    name: 'a signed body with __proto__',
    sent: deliver('{"event":"message_created","__proto__":{"account":{"id":1}},"constructor":1}'),
    expected: kept,
  },
  {
    name: 'a signed body nested 10,000 deep',
    sent: deliver(`{"event":"message_created","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    expected: kept,
  },
  {
    name: 'a customer who writes the link of a survey with a chosen token',
    finding: 'F5',
    executes: changesOfMessage,
    sent: deliver(
      JSON.stringify(
        aMessage({
          id: 900_003,
          content:
            'https://chat.example/survey/responses/message_created https://chat.example/survey/responses/message_type',
        }),
      ),
    ),
    expected: { harmless: /"status":"accepted"/u },
  },
  {
    name: 'a customer who writes 101 links of surveys',
    finding: 'F5',
    executes: changesOfMessage,
    sent: deliver(
      JSON.stringify(
        aMessage({
          id: 900_004,
          content: Array.from({ length: 101 }, (_, n) => `https://chat.example/survey/responses/${n}`).join(
            ' ',
          ),
        }),
      ),
    ),
    expected: { harmless: /"status":"accepted"/u },
  },
]
