import { countsOf } from '../../../privacy/erasure/certificate.ts'
import type { ErasureCertificate, ErasureCount } from '../../../privacy/erasure/erasure.ts'
import type { Resolvers } from '../schemaTypes.ts'

/** A certificate with the counts that it proves. */
export type ShownCertificate = ErasureCertificate & { counts: ErasureCount[] }

export const privacyMutations = {
  async eraseCustomer(_, { input }, { eraseCustomer, customerLoader, principal }) {
    const answer = await eraseCustomer(input, principal)
    customerLoader.clear()
    return answer
  },
  exportCustomer: (_, { input }, { exportCustomer }) => exportCustomer(input),
  holdCustomer: (_, { input }, { customerHolds, principal }) => customerHolds.hold(input, principal),
  releaseCustomerHold: (_, { input }, { customerHolds }) => customerHolds.release(input),
} satisfies Resolvers['Mutation']

export const privacyTypes = {
  Erasure: {
    completedAt: ({ doneAt }) => doneAt,
    certificate: (erasure) => erasure.certificate && { ...erasure.certificate, counts: countsOf(erasure) },
  },
} satisfies Resolvers
