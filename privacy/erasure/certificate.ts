import { createHash } from 'node:crypto'
import { canonicalJson } from '../../platform/lang/canonicalJson.ts'
import { type Erasure, type ErasureCertificate, type ErasureCount, erasurePartNames } from './erasure.ts'

/** What all parts have erased, in a fixed order. */
export function countsOf({ parts }: Pick<Erasure, 'parts'>): (ErasureCount & { part: string })[] {
  return erasurePartNames.flatMap((part) =>
    (parts[part].counts ?? []).map(({ collection, kind, count }) => ({ part, collection, kind, count })),
  )
}

/** The certificate of an erasure that all parts have done. It has no personal data but the reason that was given. */
export function certify(erasure: Erasure, doneAt: Date): ErasureCertificate {
  const { protocol, customerId, profileIds, by, reason, requestedAt } = erasure
  const content = canonicalJson({
    certificate: 'elo.erasure.1',
    protocol,
    customerId,
    profileIds,
    by,
    reason,
    requestedAt,
    doneAt,
    erased: countsOf(erasure),
  })
  return { content, sha256: createHash('sha256').update(content).digest('hex') }
}
