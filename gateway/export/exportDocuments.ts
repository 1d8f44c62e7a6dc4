/** Every field of an attachment. */
const attachment = 'type url mimeType sizeBytes transcript title latitude longitude phones'
const actor = 'kind externalId name model version briefId'
const revision = `number text deleted editedAt editedBy { ${actor} } recordedAt attachments { ${attachment} }`
const assignment = 'team { externalId name } person { externalId name } bot { externalId name }'
const content = `text textTruncated deleted editedAt attachments { ${attachment} }
  revisions(first: 5) { nodes { ${revision} } pageInfo { hasNextPage endCursor } }`
const attribute = 'name type value source setAt history { type value source setAt }'
const consent =
  'purpose channel decision evidence source decidedAt history { decision evidence source decidedAt }'
const identifier = 'type value verified shared suspectedShared'

/** Lets the audit trail keep that the customer is exported. */
export const exportMutation = `mutation ExportCustomer($input: ExportCustomerInput!) {
  exportCustomer(input: $input) { userErrors { message } }
}`

/** What an export shows of the customer. */
export const customerDocument = `query ExportCustomer($id: ID!) {
  customer(id: $id) {
    id name tags createdAt erasedAt
    identifiers { ${identifier} }
    attributes { ${attribute} }
    consents { ${consent} }
    profiles {
      id name tags createdAt
      identifiers { ${identifier} }
      nameCorrections { name reason correctedAt supersededAt }
      withdrawnIdentifiers { type value source claimedAt withdrawnAt by reason }
      decisions { decision reason decidedAt otherProfile { id } }
      attributes { ${attribute} }
      consents { ${consent} }
    }
  }
}`

/** What an export shows of conversations, the latest activity first. */
export const conversationsDocument = `query ExportConversations($id: ID!, $after: String) {
  customer(id: $id) {
    conversations(first: 100, after: $after) {
      edges { cursor node {
        id protocol channel inbox status assignment { ${assignment} } labels priority snoozedUntil customAttributes
        createdAt lastActivityAt matter { kind externalId } source { system externalId } erasedAt
      } }
      pageInfo { hasNextPage }
    }
  }
}`

/** What an export shows of interactions, oldest first: every field of every kind, as a test proves. */
export const interactionsDocument = `query ExportInteractions($id: ID!, $after: String) {
  customer(id: $id) {
    history(first: 100, after: $after) {
      edges { cursor node {
        __typename id kind occurredAt occurredAtCorrected recordedAt revision channel inbox department
        actor { ${actor} } visibility erasedAt erasureCause summary source { system externalId version }
        customer { id } conversation { id protocol } matter { kind externalId }
        ... on Message {
          ${content} deliveryStatus failureReason unsupported inReplyTo { id }
          email { subject from to cc bcc quotedText } emailRecipients { kind address name }
          call { status durationSeconds }
          referral { sourceType sourceUrl externalId headline body mediaUrl ref clickId }
          translations { language text } reactions { emoji reactedAt actor { ${actor} } }
          outOfTurn { heldBy { ${actor} } token since }
        }
        ... on Note { ${content} }
        ... on Action { type name status amount { amount currency } externalReference details }
        ... on Commitment {
          commitmentKind state terms { amount { amount currency } percent date text } dueAt stateChangedAt
          stateChangedBy { ${actor} } stateReason supersedes { id } supersededBy { id } approvedBy { ${actor} }
        }
        ... on Feedback { metric rating comment agent { ${actor} } }
        ... on Handoff { from { ${assignment} } to { ${assignment} } changed reason }
        ... on StatusChange { fromStatus: from toStatus: to }
        ... on IdentityChange { change reason profiles { id } }
      } }
      pageInfo { hasNextPage }
    }
  }
}`

/** The versions of a message or note after those that are on its page. */
export const revisionsDocument = `query ExportRevisions($id: ID!, $after: String) {
  interaction(id: $id) {
    ... on Message { revisions(first: 100, after: $after) { nodes { ${revision} } pageInfo { hasNextPage endCursor } } }
    ... on Note { revisions(first: 100, after: $after) { nodes { ${revision} } pageInfo { hasNextPage endCursor } } }
  }
}`
