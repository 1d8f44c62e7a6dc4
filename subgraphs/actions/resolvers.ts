import { bodyOf, type Interaction } from '../../interactions/interaction.ts'
import { fromJsonText } from '../../platform/lang/jsonText.ts'
import type { CustomerReference, PageArguments } from '../../platform/paging/newestFirstPage.ts'
import { loadReadable } from '../../interactions/visibility.ts'
import type { ActionBody, RecordActionInput, UpdateActionInput } from './action.ts'
import type { ActionsContext } from './context.ts'

type ActionFilter = { types?: string[] | null; statuses?: string[] | null }

export const resolvers = {
  Mutation: {
    async recordAction(_: unknown, { input }: { input: RecordActionInput }, context: ActionsContext) {
      const { interaction: action, userErrors } = await context.actions.record(input, context)
      return { action, userErrors }
    },
    async updateAction(_: unknown, { input }: { input: UpdateActionInput }, context: ActionsContext) {
      const { interaction: action, userErrors } = await context.actions.update(input, context)
      return { action, userErrors }
    },
  },
  Customer: {
    actions(
      customer: CustomerReference,
      { filter, ...page }: PageArguments & { filter?: ActionFilter | null },
      { readActions, interactions, principal }: ActionsContext,
    ) {
      const bodyFilter = { type: filter?.types, status: filter?.statuses }
      return readActions(customer, page, { bodyFilter, interactions, principal })
    },
  },
  Action: {
    __resolveReference: ({ id }: { id: string }, context: ActionsContext) =>
      loadReadable(context, 'ACTION', id),
    type: (action: Interaction) => bodyOf<ActionBody>(action).type,
    name: (action: Interaction) => bodyOf<ActionBody>(action).name,
    status: (action: Interaction) => bodyOf<ActionBody>(action).status,
    amount: (action: Interaction) => bodyOf<ActionBody>(action).amount,
    externalReference: (action: Interaction) => bodyOf<ActionBody>(action).externalReference,
    details: (action: Interaction) => fromJsonText(bodyOf<ActionBody>(action).details),
  },
}
