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
  history: {
    mappers: {
      Customer: '../../platform/paging/newestFirstPage.ts#CustomerReference',
      InteractionConnection: './page/historyPage.ts#HistoryPage',
      InteractionEdge: './page/historyPage.ts#HistoryEdge',
      PageInfo: './page/historyPage.ts#HistoryPage',
      ...sameType('../../interactions/interaction.ts#Interaction', [
        'Interaction',
        'Message',
        'Note',
        'Action',
        'Feedback',
        'Handoff',
        'StatusChange',
        'IdentityChange',
      ]),
      ...sameType('./live/historyEvent.ts#HistoryEvent', [
        'HistoryEvent',
        'HistoryPosition',
        'InteractionRecorded',
        'InteractionAmended',
      ]),
      ...sameType('./live/historyEvent.ts#FeedEvent', [
        'FeedEvent',
        'FeedPosition',
        'FeedInteractionRecorded',
        'FeedInteractionAmended',
      ]),
    },
    enums: { InteractionKind: '../../interactions/interaction.ts#InteractionKind' },
  },
}

function sameType(type: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, type]))
}
