import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebhookStore } from '../../../../outbound/webhookStore.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { createHistorySubgraph } from '../../../../subgraphs/history/subgraph.ts'
import { createMakerKeyStore } from '../../../../subgraphs/history/webhook/makerKeyStore.ts'
import { createRevokedMakers } from '../../../../subgraphs/history/webhook/revokedMakers.ts'
import { at, now, openSubgraph, type SubgraphUnderTest } from '../../../support/recordingSubgraphs.ts'

let graph: SubgraphUnderTest
beforeAll(async () => void (graph = await openSubgraph((parts) => createHistorySubgraph(parts).subgraph)))
afterAll(() => graph.stop())

const maker = (name: string): Principal => ({ ...demoPrincipal, kind: 'INTEGRATION', id: name })

describe('webhooks of makers', () => {
  it('are disabled when all their keys that createApiKey made are revoked or have expired', async () => {
    const clock = () => now
    const webhooks = createWebhookStore(graph.connection, clock)
    const makers = ['key:revoked', 'key:expired', 'key:renewed', 'key:valid', 'key:in-the-folder', 'user:ana']
    for (const name of [...makers, 'key:revoked'])
      await webhooks.create({
        name,
        url: 'https://crm.example/',
        filter: null,
        purpose: null,
        format: 'STANDARD',
        algorithm: 'HMAC_SHA256',
        owner: maker(name),
        secret: null,
        idempotencyKey: null,
      })
    const key = (name: string, revokedAt: Date | null, expiresAt = at(1), role = 'INTEGRATION') => ({
      name,
      role,
      revokedAt,
      expiresAt: new Date(expiresAt),
    })
    await graph.connection
      .collection('apiKeys')
      .insertMany(
        [
          key('revoked', now),
          key('revoked', null, at(0)),
          key('revoked', null, at(1), 'ADMIN'),
          key('expired', null, at(0)),
          key('renewed', now),
          key('renewed', null),
          key('valid', null),
        ].map((each, index) => ({ ...each, hash: String(index) })),
      )
    const job = createRevokedMakers({
      webhooks,
      makerKeys: createMakerKeyStore(graph.connection),
      clock,
      logger: createLogger({ level: 'silent', name: 'test' }),
    })
    await job.runOnce()
    const states = await webhooks.list({ limit: 10 })
    expect(states.map(({ name, state, stateReason }) => [name, state, stateReason])).toEqual([
      ['key:revoked', 'DISABLED', 'OWNER_LOST_ACCESS'],
      ['key:expired', 'DISABLED', 'OWNER_LOST_ACCESS'],
      ['key:renewed', 'ACTIVE', null],
      ['key:valid', 'ACTIVE', null],
      ['key:in-the-folder', 'ACTIVE', null],
      ['user:ana', 'ACTIVE', null],
      ['key:revoked', 'DISABLED', 'OWNER_LOST_ACCESS'],
    ])
  })
})
