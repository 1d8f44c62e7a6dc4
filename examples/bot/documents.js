// What the bot asks, as an operator can list it (ELO_OPERATIONS).

export const messages = `subscription BotMessages($after: String) {
  interactionFeed(after: $after, filter: { kinds: [MESSAGE], actorKinds: [CUSTOMER] }) {
    cursor interaction { id channel conversation { id } customer { id } }
  }
}`

export const takeTurn = `mutation BotTakeTurn($input: TakeTurnInput!) {
  takeTurn(input: $input) { turn { turnId token } heldBy { kind } retryAfterMs userErrors { message } }
}`

export const mayAnswer = `query BotMayAnswer($conversationId: ID!, $token: SafeInt!, $customerId: ID!) {
  mayReply(conversationId: $conversationId, token: $token)
  customer(id: $customerId) {
    name
    brief(maxTokens: 1000) { id text }
    history(last: 20, filter: { kinds: [MESSAGE] }) { nodes { id summary actor { kind } conversation { id } } }
  }
}`

export const recordMessage = `mutation BotRecordMessage($input: RecordMessageInput!) {
  recordMessage(input: $input) { message { id outOfTurn { heldBy { name } } } userErrors { message } }
}`

export const releaseTurn = `mutation BotReleaseTurn($input: ReleaseTurnInput!) {
  releaseTurn(input: $input) { userErrors { message } }
}`
