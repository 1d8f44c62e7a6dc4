import type { Connection } from 'mongoose'
import type { Principal } from '../../platform/subgraph/principal.ts'

/** Which customers a caller may see, by `rows.customers` of its principal. */
export type CustomerAccessStore = {
  /** Whether the caller may see the customer that has all of these profiles. */
  maySee(profileIds: readonly string[], principal: Principal): Promise<boolean>
  /**
   * The profiles by which the caller's customers are found: a customer with any of them may be seen. Null: all customers
   * may be seen. At most `mostVisibleProfiles`.
   */
  visibleProfiles(principal: Principal): Promise<readonly string[] | null>
}

type Assigned = { _id: string; profileId: string; person: { id: string } | null; bot: { id: string } | null }

export const mostVisibleProfiles = 10_000

/** Read assignments from the conversations of the database that all subgraphs share. */
export function createCustomerAccessStore(connection: Connection): CustomerAccessStore {
  const conversations = connection.collection<Assigned>('conversations')
  const assignedTo = (actorId: string) => ({ $or: [{ 'person.id': actorId }, { 'bot.id': actorId }] })

  return {
    async maySee(profileIds, { rows: { customers } }) {
      switch (customers.which) {
        case 'ALL':
          return true
        case 'OWN':
          return profileIds.includes(customers.customerId)
        case 'ASSIGNED': {
          const filter = { profileId: { $in: [...profileIds] }, ...assignedTo(customers.actorId) }
          return (await conversations.findOne(filter, { projection: { _id: 1 } })) !== null
        }
      }
    },
    async visibleProfiles({ rows: { customers } }) {
      switch (customers.which) {
        case 'ALL':
          return null
        case 'OWN':
          return [customers.customerId]
        case 'ASSIGNED': {
          const found = await conversations
            .aggregate<{ _id: string }>([
              { $match: assignedTo(customers.actorId) },
              { $group: { _id: '$profileId' } },
              { $limit: mostVisibleProfiles },
            ])
            .toArray()
          return found.map(({ _id }) => _id)
        }
      }
    },
  }
}
