const assignment = 'team { externalId name } person { externalId name } bot { externalId name }'

/** What tools show of an interaction. The form of a selection, because it stands in several documents. */
export const interactionFields = `
  id kind occurredAt revision channel department visibility summary erasedAt
  actor { kind externalId name model version }
  conversation { id protocol }
  ... on Message {
    text textTruncated deleted deliveryStatus inReplyTo { id }
    attachments { type title transcript }
    outOfTurn { heldBy { kind externalId name } since }
    call { status durationSeconds }
  }
  ... on Note { text deleted }
  ... on Action { type name status externalReference amount { amount currency } }
  ... on Feedback { metric rating comment }
  ... on Handoff { to { ${assignment} } reason }
  ... on StatusChange { fromStatus: from toStatus: to }
  ... on Commitment { commitmentKind state dueAt terms { amount { amount currency } percent date promise: text } }
  ... on IdentityChange { change reason }`
