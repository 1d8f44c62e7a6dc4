import { readSelection, type Selection } from './selection.ts'

/** The documents that follow a customer. */
export function customerDocuments(selection: Selection<unknown>): { stream: string; page: string } {
  const { inner, fragments } = readSelection(selection)
  const fields = `change cursor customer { id } interaction { __typename id revision ${inner} }
    ... on InteractionHidden { interactionId }
    ... on InteractionsLeft { interactionIds }`
  return {
    stream: `subscription FollowCustomer($customerId: ID!, $after: String, $filter: HistoryFilter) {
  customerHistory(customerId: $customerId, after: $after, filter: $filter) {
    ${fields}
    ... on LogJoined { pageAfter }
  }
}
${fragments}`,
    page: `query FollowCustomerPage($customerId: ID!, $after: String, $filter: HistoryFilter) {
  changes(customerId: $customerId, after: $after, filter: $filter, first: 100) {
    cursor hasMore events { ${fields} }
  }
}
${fragments}`,
  }
}

/** The document that follows the feed. */
export function feedDocument(selection: Selection<unknown>): string {
  const { inner, fragments } = readSelection(selection)
  return `subscription FollowFeed($after: String, $filter: FeedFilter, $group: String, $member: String) {
  interactionFeed(after: $after, filter: $filter, group: $group, member: $member) {
    change cursor replayed interaction { __typename id revision ${inner} }
    ... on FeedInteractionHidden { interactionId }
  }
}
${fragments}`
}

/** The mutation that acknowledges what a member of a group has handled. */
export const acknowledgeDocument = `mutation AcknowledgeFeed($input: AcknowledgeFeedInput!) {
  acknowledgeFeed(input: $input) { userErrors { code message } }
}`
