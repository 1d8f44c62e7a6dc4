import type { Guard } from '../guard.ts'

export const intakeGuards: readonly Guard[] = [
  {
    name: 'webhook-signature',
    stops: 'A delivery without the secret of Chatwoot is recorded',
    file: 'intake/chatwoot/receive/verifySignature.ts',
    find: 'if (!matches.includes(true))',
    replaceWith: 'if (given.length === 0)',
    tests: ['test/intake/chatwoot/receive/receiveDelivery.e2e.ts'],
  },
  {
    name: 'webhook-unsigned',
    stops: 'A delivery without a signature is recorded',
    file: 'intake/chatwoot/receive/receiveDelivery.ts',
    find: 'const isKept = acceptsUnsigned || signing.keys.length > 0',
    replaceWith: 'const isKept = signing.keys.length >= 0',
    tests: ['test/intake/chatwoot/receive/receiveDelivery.e2e.ts'],
  },
  {
    name: 'webhook-age',
    stops: 'An old delivery is sent again with its signature',
    file: 'intake/chatwoot/receive/verifySignature.ts',
    find: '> toleranceMs)',
    replaceWith: '> Infinity)',
    tests: ['test/intake/chatwoot/receive/receiveDelivery.e2e.ts'],
  },
  {
    name: 'webhook-account',
    stops: 'Another account of Chatwoot writes into this history',
    file: 'intake/chatwoot/read/accountOf.ts',
    find: '!accounts.includes(account)',
    replaceWith: '!accounts.includes(account) && account === ""',
    tests: ['test/intake/chatwoot/read/account.test.ts'],
  },
]
