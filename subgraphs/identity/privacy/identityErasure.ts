import type { Connection } from 'mongoose'
import { createInteractionEraser } from '../../../interactions/erasure/interactionEraser.ts'
import { createLogEnd } from '../../../interactions/erasure/endLog.ts'
import type { InteractionDocument } from '../../../interactions/log/interactionModel.ts'
import type { AuditTrail } from '../../../platform/subgraph/audit/auditTrail.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { ErasurePart } from '../../../privacy/erasure/erasure.ts'
import type { ErasureFinish } from '../../../privacy/erasure/erasureRunner.ts'
import { isRole } from './principalOfErasure.ts'
import { forgetNumbers } from '../normalization/phone.ts'
import { createIdentityErasureStore } from './identityErasureStore.ts'

type Parts = { connection: Connection; clock: Clock }

/** The reasons of merges and unmerges. What else identity has is erased by `eraseCustomer` itself, and here once more. */
export function createIdentityErasure({ connection, clock }: Parts): ErasurePart {
  const store = createIdentityErasureStore(connection)
  const interactions = createInteractionEraser({
    connection,
    clock,
    kinds: ['IDENTITY'],
    eraseBody: erasedIdentityChange,
  })
  return {
    name: 'identity',
    async count({ profileIds }) {
      return [...(await store.count(profileIds)), ...(await interactions.count(profileIds))]
    },
    async erase({ profileIds }) {
      await interactions.erase(profileIds)
      await store.erase(profileIds, clock())
      forgetNumbers()
    },
  }
}

function erasedIdentityChange({ body }: InteractionDocument): { body: unknown; summary: string } {
  const isUnmerge =
    typeof body === 'object' && body !== null && 'change' in body && body.change === 'UNMERGED'
  const withoutReason = typeof body === 'object' ? { ...body, reason: null } : null
  return { body: withoutReason, summary: isUnmerge ? 'Customers separated' : 'Customers merged' }
}

/** Notifies the subscribers, and records the certificate in the audit trail, if there is one. */
export function createErasureFinish({
  connection,
  clock,
  audit,
}: Parts & { audit?: AuditTrail | undefined }): ErasureFinish {
  const logEnd = createLogEnd(connection)
  return {
    prepare: ({ profileIds }) => logEnd.announce(profileIds, clock()),
    async finished({ protocol, customerId, by, certificate }) {
      if (!isRole(by.kind)) return
      await audit?.record(
        {
          kind: 'ERASURE',
          field: 'eraseCustomer',
          customerIds: [customerId],
          objectIds: [],
          outcome: 'DONE',
          details: { protocol, sha256: certificate?.sha256 ?? null },
        },
        {
          principal: { kind: by.kind, id: by.id, scopes: [], rows: allRows },
          scope: createRequestScope(),
        },
      )
    },
  }
}
