import type { Guard } from '../guard.ts'

export const outboundGuards: readonly Guard[] = [
  {
    name: 'receiver-addresses',
    stops: 'A webhook makes Elo send to a private address, the metadata of a cloud or itself',
    file: 'outbound/send/guardedLookup.ts',
    find: '!first || addresses.some(({ address }) => !isPublicAddress(address))',
    replaceWith: '!first',
    tests: ['test/outbound/sender.e2e.ts'],
  },
  {
    name: 'receiver-literals',
    stops: 'A webhook reaches a private address that is written as such, so that no name is resolved',
    file: 'outbound/send/createSender.ts',
    find: 'if (checkUrl(outgoing.webhook.url, rules) !== null)',
    replaceWith: 'if (outgoing.webhook.url === "")',
    tests: ['test/outbound/sender.e2e.ts'],
  },
  {
    name: 'receiver-traces',
    stops: 'Receivers of webhooks get the traces of this installation without its consent',
    file: 'outbound/send/createSender.ts',
    find: 'sendsTraceparent && traceHeaders()',
    replaceWith: 'traceHeaders()',
    tests: ['test/outbound/sender.e2e.ts'],
  },
  {
    name: 'sending-lease',
    stops: 'A process that was stopped for long sends what another one has sent',
    file: 'outbound/worker/sendingLoop.ts',
    find: 'lease.isValidFor(timings.timeoutMs + marginMs) &&',
    replaceWith: '',
    tests: ['test/outbound/twoProcesses.e2e.ts'],
  },
  {
    name: 'outbox-erasure',
    stops: 'A delivery of an erased customer is stored after the erasure',
    file: 'outbound/outbox/outboxStore.ts',
    find: 'const isErased = erasedAt !== undefined && changedAt <= erasedAt',
    replaceWith: 'const isErased = false',
    tests: ['test/outbound/erasure.e2e.ts'],
  },
]
