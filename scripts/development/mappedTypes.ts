import type { SubgraphName } from '../../platform/subgraph/schemaFiles.ts'

/** Which of our own types stands for a type of the SDL, as `file#type`, the file seen from the subgraph's folder. */
export type MappedTypes = {
  /** Object types, between one resolver and the next. */
  mappers: Record<string, string>
  /** Enums whose values we name otherwise. */
  enums: Record<string, string>
}

const recordingMappers = {
  Actor: '../../interactions/interaction.ts#Actor',
  Customer: '../../platform/paging/newestFirstPage.ts#CustomerReference',
  CustomerResolution: '../../interactions/recording/identityClient.ts#CustomerResolution',
  UserError: '../../interactions/recording/userError.ts#UserError',
}

export const mappedTypes: Record<SubgraphName, MappedTypes> = {
  identity: {
    mappers: {
      Action: './merge/mergePreviewStore.ts#ActionReference',
      ApiKey: './apiKeys/apiKey.ts#StoredKey',
      Attribute: './attributes/factView.ts#AttributeView',
      Consent: './attributes/factView.ts#ConsentView',
      CreateApiKeyPayload: './apiKeys/apiKeyChanges.ts#CreatedKey',
      Customer: './customer/customer.ts#ShownCustomer',
      DecideProfilesDifferentPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      DecideProfilesSamePayload: './mutation/mutationAnswer.ts#MutationAnswer',
      EraseCustomerPayload: './privacy/eraseCustomer.ts#ErasureAnswer',
      Erasure: '../../privacy/erasure/erasure.ts#Erasure',
      ErasureCertificate: './privacy/privacyResolvers.ts#ShownCertificate',
      ErasurePreview: './privacy/eraseCustomer.ts#ErasurePreview',
      HoldCustomerPayload: './privacy/holdCustomer.ts#HoldAnswer',
      Identifier: './identifier/identifier.ts#Identifier',
      IdentifyCustomerPayload: './identification/identifyAnswer.ts#IdentifyAnswer',
      IdentityChange: './merge/identityChangeView.ts#IdentityChangeView',
      LegalHold: '../../privacy/hold/holdStore.ts#LegalHold',
      MarkIdentifierSharedPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      MergeCustomersPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      MergePreview: './merge/mergePreview.ts#MergePreview',
      MoveIdentifierPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      NameCorrection: './names/nameCorrection.ts#ShownCorrection',
      Node: './node/readNode.ts#NodeObject',
      Profile: './customer/customer.ts#Profile',
      ProfileDecision: './decision/profileDecision.ts#DecisionOfProfile',
      RecordConsentPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      ReleaseCustomerHoldPayload: './privacy/holdCustomer.ts#HoldAnswer',
      RemoveIdentifierPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      RenameCustomerPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      ResolutionStep: './identification/explanation.ts#ShownStep',
      RevokeApiKeyPayload: './apiKeys/apiKeyChanges.ts#RevokedKey',
      SetCustomerAttributesPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      TagCustomerPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      UndoIdentifierCorrectionPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      UnmarkIdentifierSharedPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      UnmergeCustomerPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      UntagCustomerPayload: './mutation/mutationAnswer.ts#MutationAnswer',
      WithdrawnIdentifier: './correction/withdrawnIdentifierStore.ts#WithdrawnIdentifier',
      WithdrawProfileDecisionPayload: './mutation/mutationAnswer.ts#MutationAnswer',
    },
    enums: {
      ProfileDecisionKind: './decision/profileDecision.ts#StoredDecision',
      ResolutionRule: './identification/resolutionStep.ts#ResolutionRule',
    },
  },
  conversations: {
    mappers: {
      ...recordingMappers,
      Assignee: './conversation/assignment.ts#Assignee',
      Assignment: './conversation/assignment.ts#Assignment',
      Attachment: './message/attachment.ts#Attachment',
      Conversation: './conversation/conversation.ts#Conversation',
      EmailDetails: './message/messageDetails.ts#EmailDetails',
      Handoff: '../../interactions/interaction.ts#Interaction',
      InteractionAsOf: './message/contentAsOf.ts#PastInteraction',
      Message: '../../interactions/interaction.ts#Interaction',
      MessageRevision: './message/messageRevision.ts#MessageRevision',
      Note: '../../interactions/interaction.ts#Interaction',
      OutOfTurn: './turn/outOfTurn.ts#OutOfTurn',
      Reaction: './message/reaction.ts#Reaction',
      StatusChange: '../../interactions/interaction.ts#Interaction',
      Turn: './turn/turn.ts#ShownTurn',
    },
    enums: {},
  },
  actions: {
    mappers: {
      ...recordingMappers,
      Action: '../../interactions/interaction.ts#Interaction',
      Commitment: '../../interactions/interaction.ts#Interaction',
    },
    enums: {},
  },
  feedback: {
    mappers: { ...recordingMappers, Feedback: '../../interactions/interaction.ts#Interaction' },
    enums: {},
  },
  history: {
    mappers: {
      Actor: '../../interactions/interaction.ts#Actor',
      AuditRecord: '../../audit/record/recordStore.ts#StoredRecord',
      Brief: '../../interactions/brief/brief.ts#Brief',
      Customer: '../../platform/paging/newestFirstPage.ts#CustomerReference',
      CustomerMatter: './matter/customerMatter.ts#CustomerMatter',
      MatterTouch: './matter/customerMatter.ts#MatterTouch',
      UserError: '../../interactions/recording/userError.ts#UserError',
      InteractionAsOf: './page/historyPage.ts#InteractionAsOf',
      InteractionConnection: './page/historyPage.ts#HistoryPage',
      InteractionEdge: './page/historyPage.ts#HistoryEdge',
      InteractionSearchConnection: './search/searchInteractions.ts#InteractionSearch',
      InteractionSearchEdge: './search/searchInteractions.ts#InteractionSearchEdge',
      PageInfo: './page/historyPage.ts#ShownPageInfo',
      ...sameType('../../interactions/interaction.ts#Interaction', [
        'Interaction',
        'Message',
        'Note',
        'Action',
        'Commitment',
        'Feedback',
        'Handoff',
        'StatusChange',
        'IdentityChange',
      ]),
      HistoryEventPage: './live/customerChanges.ts#HistoryEventPage',
      Webhook: '../../outbound/webhook.ts#Webhook',
      WebhookAttempt: '../../outbound/delivery.ts#DeliveryAttempt',
      WebhookDelivery: './webhook/webhookPages.ts#ShownDelivery',
      ...sameType('./live/historyEvent.ts#HistoryEvent', [
        'HistoryEvent',
        'HistoryPosition',
        'InteractionRecorded',
        'InteractionAmended',
        'InteractionJoined',
        'HistoryAccessLost',
      ]),
      InteractionHidden: './live/historyEvent.ts#HistoryHidden',
      LogJoined: './live/historyEvent.ts#HistoryLogJoined',
      InteractionsLeft: './live/historyEvent.ts#HistoryLeft',
      ...sameType('./live/historyEvent.ts#FeedEvent', [
        'FeedEvent',
        'FeedPosition',
        'FeedInteractionRecorded',
        'FeedInteractionAmended',
      ]),
      FeedInteractionHidden: './live/historyEvent.ts#FeedHidden',
    },
    enums: {
      ErasureCause: '../../interactions/interaction.ts#ErasureCause',
      InteractionKind: '../../interactions/interaction.ts#InteractionKind',
      InteractionKnowledge: './page/historyPage.ts#InteractionKnowledge',
    },
  },
}

function sameType(type: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, type]))
}
