import { actorResolvers } from '../../interactions/actorResolvers.ts'
import { bodyOf } from '../../interactions/interaction.ts'
import { fromJsonText } from '../../platform/lang/jsonText.ts'
import { recordingRequest } from '../../interactions/recording/recordingRequest.ts'
import { loadVisible } from '../../interactions/read/loadVisible.ts'
import type { ActionBody } from './action.ts'
import {
  commitmentFields,
  commitmentMutations,
  commitmentQueries,
  commitmentsOfCustomer,
} from './commitment/commitmentResolvers.ts'
import type { Resolvers } from './schemaTypes.ts'

export const resolvers: Resolvers = {
  Query: commitmentQueries,
  Mutation: {
    ...commitmentMutations,
    async recordAction(_, { input }, context, info) {
      const { interaction: action, ...rest } = await context.actions.record(
        input,
        recordingRequest(context, info),
      )
      return { action, ...rest }
    },
    async updateAction(_, { input }, context) {
      const { interaction: action, userErrors } = await context.actions.update(input, context)
      return { action, userErrors }
    },
  },
  Customer: {
    __resolveReference: (customer, { access }) => access.visibleCustomer(customer),
    actions(customer, { filter, ...page }, { readActions, interactions, principal }) {
      const bodyFilter = { type: filter?.types, status: filter?.statuses }
      return readActions(customer, page, { bodyFilter, matter: filter?.matter, interactions, principal })
    },
    ...commitmentsOfCustomer,
  },
  Commitment: commitmentFields,
  Actor: actorResolvers,
  Action: {
    __resolveReference: ({ id }, context) => loadVisible(context, 'ACTION', id),
    type: (action) => bodyOf<ActionBody>(action).type,
    name: (action) => bodyOf<ActionBody>(action).name,
    status: (action) => bodyOf<ActionBody>(action).status,
    amount: (action) => bodyOf<ActionBody>(action).amount,
    externalReference: (action) => bodyOf<ActionBody>(action).externalReference,
    details: (action) => fromJsonText(bodyOf<ActionBody>(action).details),
  },
}
