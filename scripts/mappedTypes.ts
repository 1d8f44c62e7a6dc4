import type { SubgraphName } from '../platform/subgraph/schemaFiles.ts'

/** Which of our own types stands for a type of the SDL, as `file#type`, the file seen from the subgraph's folder. */
export type MappedTypes = {
  /** Object types, between one resolver and the next. */
  mappers: Record<string, string>
  /** Enums whose values we name otherwise. */
  enums: Record<string, string>
}

export const mappedTypes: Record<SubgraphName, MappedTypes> = {
  identity: { mappers: {}, enums: {} },
  conversations: { mappers: {}, enums: {} },
  actions: {
    mappers: {
      Action: '../../interactions/interaction.ts#Interaction',
      Customer: '../../platform/paging/newestFirstPage.ts#CustomerReference',
      UserError: '../../interactions/recording/userError.ts#UserError',
    },
    enums: {},
  },
  feedback: { mappers: {}, enums: {} },
  history: { mappers: {}, enums: {} },
}
