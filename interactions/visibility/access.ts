import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { CustomerReference } from '../../platform/paging/newestFirstPage.ts'
import type { SubgraphRequest } from '../../platform/subgraph/subgraph.ts'
import type { Interaction } from '../interaction.ts'
import { createPerRequest } from '../read/perRequest.ts'
import { createIdentityClient } from '../recording/identityClient.ts'
import { type ConversationPlace, createConversationPlaceStore } from './conversationPlaceStore.ts'
import { createCustomerAccessStore } from './customerAccessStore.ts'
import { mayRead, mayReadDepartment } from './visibility.ts'

/**
 * What one request may see, by the rule of visibility and by the customers of its principal. What it may not see is to be
 * answered exactly as what does not exist.
 *
 * The answers hold for the request: each customer is looked up once. A principal that may see all customers costs no
 * read, and one that may also see all departments costs none for conversations.
 */
export type Access = {
  /** Whether the customer that has all of these profiles may be seen. */
  maySeeCustomer(profileIds: readonly string[]): Promise<boolean>
  /** The profiles by which the customers that may be seen are found, see `CustomerAccessStore`; null for all customers. */
  visibleProfiles(): Promise<readonly string[] | null>
  /** Whether the customer that has this profile may be seen. */
  maySeeCustomerOf(profileId: string): Promise<boolean>
  /** Whether an interaction may be seen, and its customer. */
  maySeeInteraction(interaction: Interaction): Promise<boolean>
  /**
   * Whether an interaction may be changed: its customer may be seen, and what its department did. What is INTERNAL may be
   * changed without a right to read it, because the caller may have recorded it.
   */
  maySeeRow(interaction: Interaction): Promise<boolean>
  /** Whether a conversation may be seen, and its customer. */
  maySeeConversation(place: ConversationPlace): Promise<boolean>
  /**
   * The conversation with this id; null when there is none that may be seen. For a principal that may see everything
   * nothing is checked, so an interaction may name a conversation that does not exist.
   */
  visibleConversation(id: string): { id: string } | Promise<{ id: string } | null>
  /**
   * The customer of an entity reference; null when they may not be seen, and when the reference has a profile that is not
   * theirs. A reference without profiles is given as it is, because nothing is read with it.
   */
  visibleCustomer<Reference extends CustomerReference>(
    reference: Reference,
  ): Reference | Promise<Reference | null>
}

export type AccessOf = (request: SubgraphRequest) => Access

type Loaded = {
  /** The profiles of the customer with a profile; null when the customer may not be seen. */
  customers: DataLoader<string, readonly string[] | null>
  conversations: DataLoader<string, ConversationPlace | null>
}

/** By the rule for customers, on which the loaded answers depend. */
const loadedOf = createPerRequest<Map<string, Loaded>>()

/** Make the reader of what requests may see. Subgraphs that share a connection share what a request has loaded. */
export function createAccessOf({
  connection,
  callIdentity,
}: {
  connection: Connection
  callIdentity: GraphCall
}): AccessOf {
  const store = createCustomerAccessStore(connection)
  const places = createConversationPlaceStore(connection)
  const identity = createIdentityClient(callIdentity)

  function createLoaded(request: SubgraphRequest): Loaded {
    return {
      customers: new DataLoader((profileIds) =>
        Promise.all(
          profileIds.map(async (profileId) => {
            const customer = await identity.findCustomer(profileId, request)
            const isVisible = customer && (await store.maySee(customer.profileIds, request.principal))
            return isVisible ? customer.profileIds : null
          }),
        ),
      ),
      conversations: new DataLoader((ids) => places.findAll(ids)),
    }
  }

  return (request) => {
    const { principal, scope } = request
    const { customers, departments } = principal.rows
    const seesAllCustomers = customers.which === 'ALL'
    const seesAll = seesAllCustomers && departments === null
    const loaded = (): Loaded => {
      const ofRequest = loadedOf(connection, scope, () => new Map())
      const key = JSON.stringify(customers)
      const existing = ofRequest.get(key) ?? createLoaded(request)
      ofRequest.set(key, existing)
      return existing
    }

    const maySeeCustomer = async (profileIds: readonly string[]) =>
      seesAllCustomers || store.maySee(profileIds, principal)
    const maySeeCustomerOf = async (profileId: string) =>
      seesAllCustomers || (await loaded().customers.load(profileId)) !== null
    const maySeeRow = async ({ profileId, department }: ConversationPlace) =>
      mayReadDepartment(principal, department) && maySeeCustomerOf(profileId)

    return {
      maySeeCustomer,
      visibleProfiles: () => store.visibleProfiles(principal),
      maySeeCustomerOf,
      maySeeRow,
      maySeeConversation: maySeeRow,
      maySeeInteraction: async (interaction) =>
        mayRead(principal, interaction) && maySeeCustomerOf(interaction.profileId),
      visibleConversation(id) {
        if (seesAll) return { id }
        return loaded()
          .conversations.load(id)
          .then(async (place) => (place && (await maySeeRow(place)) ? { id } : null))
      },
      visibleCustomer(reference) {
        const { profileId, profileIds } = reference
        if (seesAllCustomers || !profileIds) return reference
        return loaded()
          .customers.load(profileId)
          .then((own) => (own && profileIds.every((id) => own.includes(id)) ? reference : null))
      },
    }
  }
}
