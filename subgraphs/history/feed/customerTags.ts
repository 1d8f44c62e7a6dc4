import { LRUCache } from 'lru-cache'
import type { IdentityClient } from '../../../interactions/recording/identityClient.ts'
import { createRequestScope, type SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'

/** The tags of the customer with this profile, at most five seconds old; none when there is no customer. */
export type ReadCustomerTags = (profileId: string, request: SubgraphRequest) => Promise<string[]>

const maxAgeMs = 5_000
const maxCustomers = 20_000

/** Shared by the feeds of a process: however many there are, a customer's tags are read once in five seconds. */
export function createReadCustomerTags(identity: Pick<IdentityClient, 'readTags'>): ReadCustomerTags {
  const kept = new LRUCache<string, Promise<string[]>>({ max: maxCustomers, ttl: maxAgeMs })
  return (profileId, request) => {
    const known = kept.get(profileId)
    if (known) return known
    const scope = createRequestScope({ call: request.scope.call })
    const reading = identity.readTags(profileId, { ...request, scope }).then((tags) => tags ?? [])
    kept.set(profileId, reading)
    reading.catch(() => kept.delete(profileId))
    return reading
  }
}
