const interactionFields = /* GraphQL */ `
  id: ID!
  kind: InteractionKind!
  occurredAt: DateTime!
  recordedAt: DateTime!
  revision: Int!
  channel: Channel
  inbox: String
  department: String
  visibility: Visibility!
  summary: String!
  actor: Actor!
  conversation: Conversation
`

/** As much of the graph as the page asks for, in one schema without federation. */
export const handWrittenSchema = /* GraphQL */ `
  scalar DateTime
  scalar JSON
  scalar Decimal
  scalar SafeInt

  enum Channel { WHATSAPP EMAIL INSTAGRAM TELEGRAM WEBSITE FACEBOOK SMS VOICE LINE IN_PERSON API OTHER }
  enum InteractionKind { MESSAGE NOTE ACTION FEEDBACK HANDOFF STATUS_CHANGE IDENTITY_CHANGE }
  enum ActorKind { CUSTOMER HUMAN AI AUTOMATION SYSTEM }
  enum Visibility { PUBLIC INTERNAL }
  enum IdentifierType { PHONE EMAIL CPF CNPJ INTERNAL_ID CHATWOOT_CONTACT WHATSAPP INSTAGRAM TELEGRAM }
  enum DeliveryStatus { SENT DELIVERED READ FAILED }
  enum ConversationStatus { OPEN PENDING SNOOZED RESOLVED }
  enum AssignmentPart { TEAM PERSON BOT }
  enum ActionType { APPOINTMENT PAYMENT REFUND ORDER QUOTE TRANSFER OTHER }
  enum ActionStatus { REQUESTED IN_PROGRESS COMPLETED FAILED CANCELLED }
  enum FeedbackMetric { CSAT NPS CES THUMBS }

  input IdentifierInput { type: IdentifierType! value: String! }

  type Query { customerByIdentifier(identifier: IdentifierInput!): Customer }
  type Customer {
    id: ID!
    name: String
    identifiers: [Identifier!]!
    history(last: Int = 20): InteractionConnection
  }
  type Identifier { type: IdentifierType! value: String! verified: Boolean! }
  type InteractionConnection { nodes: [Interaction!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! }
  type Actor { kind: ActorKind! externalId: String name: String }
  type Conversation { id: ID! }
  type Assignee { externalId: String! name: String }
  type Assignment { team: Assignee person: Assignee bot: Assignee }
  type Money { amount: Decimal! currency: String! }
  type Attachment {
    type: String!
    url: String
    mimeType: String
    sizeBytes: SafeInt
    transcript: String
    title: String
  }

  interface Interaction { ${interactionFields} }
  type Message implements Interaction {
    ${interactionFields}
    text: String
    attachments: [Attachment!]
    deliveryStatus: DeliveryStatus
    deleted: Boolean
    editedAt: DateTime
  }
  type Note implements Interaction { ${interactionFields} text: String deleted: Boolean editedAt: DateTime }
  type Action implements Interaction {
    ${interactionFields}
    type: ActionType
    name: String
    status: ActionStatus
    amount: Money
    externalReference: String
    details: JSON
  }
  type Feedback implements Interaction {
    ${interactionFields}
    metric: FeedbackMetric
    rating: Int
    comment: String
    agent: Actor
  }
  type Handoff implements Interaction {
    ${interactionFields}
    from: Assignment
    to: Assignment
    changed: [AssignmentPart!]
    reason: String
  }
  type StatusChange implements Interaction { ${interactionFields} from: ConversationStatus to: ConversationStatus }
  type IdentityChange implements Interaction { ${interactionFields} }
`
