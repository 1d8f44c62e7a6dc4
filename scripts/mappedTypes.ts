import type { SubgraphName } from '../platform/subgraph/schemaFiles.ts'

/** Which of our own types stands for a type of the SDL, as `file#type`, the file seen from the subgraph's folder. */
export type MappedTypes = {
  /** Object types, between one resolver and the next. */
  mappers: Record<string, string>
  /** Enums whose values we name otherwise. */
  enums: Record<string, string>
}

export const mappedTypes: Record<SubgraphName, MappedTypes> = {
  identity: {
    mappers: {
      Action: './merge/mergePreviewStore.ts#ActionReference',
      Attribute: './attributes/factView.ts#AttributeView',
      Consent: './attributes/factView.ts#ConsentView',
      Customer: './customer/customer.ts#ShownCustomer',
      DecideProfilesDifferentPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      DecideProfilesSamePayload: './mutation/mutationAnswer.ts#MutationAnswer',
      Identifier: './identifier/identifier.ts#Identifier',
      IdentifyCustomerPayload: './identification/identifyAnswer.ts#IdentifyAnswer',
      IdentityChange: './merge/identityChangeView.ts#IdentityChangeView',
      MarkIdentifierSharedPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      MergeCustomersPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      MergePreview: './merge/mergePreview.ts#MergePreview',
      Node: './node/readNode.ts#NodeObject',
      Profile: './customer/customer.ts#Profile',
      ProfileDecision: './decision/profileDecision.ts#DecisionOfProfile',
      RecordConsentPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      ResolutionStep: './identification/explanation.ts#ShownStep',
      SetCustomerAttributesPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      TagCustomerPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      UnmarkIdentifierSharedPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      UnmergeCustomerPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      UntagCustomerPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      WithdrawProfileDecisionPayload: './mutation/mutationAnswer.ts#MutationAnswer',
    },
    enums: {
      ProfileDecisionKind: './decision/profileDecision.ts#StoredDecision',
      ResolutionRule: './identification/resolutionStep.ts#ResolutionRule',
    },
  },
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
