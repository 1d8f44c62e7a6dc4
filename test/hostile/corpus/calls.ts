import { encodePrincipal } from '../../../platform/subgraph/principal.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import { type CallToSign, signCall } from '../../support/signCall.ts'
import type { Attack, Expected, Facts, SentRequest } from './attack.ts'

const admin = encodePrincipal({ kind: 'ADMIN', id: 'mallory', scopes: ['customers:read'], rows: allRows })
const agent = encodePrincipal({ kind: 'AGENT', id: 'agent', scopes: ['customers:read'], rows: allRows })
const body = '{"query":"{ __typename }"}'
const headers = { 'content-type': 'application/json', 'elo-principal': agent }

/** A request to the subgraph: `signed` is what was signed, `sent` what is sent in its place. */
function call(signed: Partial<CallToSign> = {}, sent: Partial<SentRequest> = {}) {
  return ({ serviceSecret }: Facts): SentRequest => {
    const signature = signCall({ secret: serviceSecret, subgraph: 'history', headers, body, ...signed })
    return {
      by: 'http',
      to: 'subgraph',
      method: 'POST',
      isAnonymous: true,
      body,
      ...sent,
      headers: { ...headers, 'elo-signature': signature, ...sent.headers },
    }
  }
}

const unsigned = (text: string): SentRequest => ({
  by: 'http',
  to: 'subgraph',
  method: 'POST',
  isAnonymous: true,
  headers: { 'content-type': 'application/json', 'elo-principal': admin },
  body: JSON.stringify({ query: text }),
})

const refused: Expected = { refused: 'UNAUTHENTICATED' }

/** Calls to a subgraph by another process of the network. */
export const calls: readonly Attack[] = [
  { name: 'a call without a signature', sent: unsigned('{ __typename }'), expected: refused },
  { name: '_service without a signature', sent: unsigned('{ _service { sdl } }'), expected: refused },
  {
    name: '_entities without a signature',
    sent: unsigned('{ _entities(representations: []) { __typename } }'),
    expected: refused,
  },
  { name: 'a call signed with another secret', sent: call({ secret: 'x'.repeat(32) }), expected: refused },
  { name: 'a call signed for another subgraph', sent: call({ subgraph: 'identity' }), expected: refused },
  { name: 'a call signed for another path', sent: call({ path: '/' }), expected: refused },
  { name: 'a call signed for another method', sent: call({ method: 'GET' }), expected: refused },
  {
    name: 'a call that is two minutes old',
    sent: call({ signedAt: Date.now() - 120_000 }),
    expected: refused,
  },
  { name: 'a call of the future', sent: call({ signedAt: Date.now() + 120_000 }), expected: refused },
  {
    name: 'another body under a signature',
    sent: call({}, { body: '{"query":"{ _service { sdl } }"}' }),
    expected: refused,
  },
  {
    name: 'another principal under a signature',
    sent: call({}, { headers: { 'elo-principal': admin } }),
    expected: refused,
  },
  {
    name: 'a signature that is a text',
    sent: call({}, { headers: { 'elo-signature': 'sha256=00' } }),
    expected: refused,
  },
  {
    name: 'a signature of 8 KB',
    sent: call({}, { headers: { 'elo-signature': '1.'.repeat(4_000) } }),
    expected: refused,
  },
]
