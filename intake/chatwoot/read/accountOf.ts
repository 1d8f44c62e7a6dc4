import type { ChatwootSettings } from './chatwootSettings.ts'
import { idOf, type JsonObject, listOf, objectOf } from './json.ts'
import { NotUnderstoodError, required } from './notUnderstoodError.ts'

/** The account that an object or its messages name. Chatwoot of 2025 names it in the messages of a conversation only. */
function namedBy(object: JsonObject): string | null {
  const own = idOf(objectOf(object['account'])['id']) ?? idOf(object['account_id'])
  if (own !== null) return own
  const ids = listOf(object['messages']).map((message) => idOf(objectOf(message)['account_id']))
  return ids.find((id) => id !== null) ?? null
}

/**
 * The id of the account that a body comes from: what the body or its conversation names, else the one account that may
 * deliver. Throws a NotUnderstoodError when there is none, or when the account may not deliver.
 */
export function accountOf(body: JsonObject, { accounts }: ChatwootSettings): string {
  const named = [body, body['conversation'], body['current_conversation'], body['contact']]
    .map((object) => namedBy(objectOf(object)))
    .find((id) => id !== null)
  const only = accounts.length === 1 ? accounts[0] : undefined
  const account = required(named ?? only ?? null, 'account', 'an object with an id', body['account'])
  if (accounts.length > 0 && !accounts.includes(account))
    throw new NotUnderstoodError(`account: expected one of CHATWOOT_ACCOUNTS, got ${account}`)
  return account
}
