import { nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { mayReadDepartment, mayReadInternal } from '../../../interactions/visibility/visibility.ts'
import { checkSecret } from '../../../outbound/sign/checkSecret.ts'
import type { SignatureAlgorithm, WebhookFormat } from '../../../outbound/webhook.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { FeedFilter } from '../schemaTypes.ts'

type Given<Value> = Value | null | undefined

const longestUrl = 2_048
const longestName = 100
const longestPurpose = 64

/** What is wrong with the members that webhooks are made and changed with; those that are not given have no fault. */
export function webhookFaults(
  { url, name, purpose, filter }: WebhookFields,
  { by, format, urlFault }: { by: Principal; format: WebhookFormat; urlFault: UrlFault },
): UserError[] {
  return [
    ...(typeof url === 'string' ? urlFaults(url, urlFault) : []),
    ...nameFaults('name', name, longestName),
    ...nameFaults('purpose', purpose, longestPurpose),
    ...(filter ? filterFaults(filter, by, format) : []),
  ]
}

/** What a webhook is made or changed with. */
export type WebhookFields = {
  url?: Given<string>
  name?: Given<string>
  purpose?: Given<string>
  filter?: Given<FeedFilter>
}

/** What is wrong with an address to send to, e.g. `expected …, got …`; null when nothing is. It looks nothing up. */
export type UrlFault = (url: string) => string | null

function urlFaults(text: string, urlFault: UrlFault): UserError[] {
  const tooLong = textFaults('url', text, longestUrl)
  if (tooLong.length > 0) return tooLong
  if (text.trim() === '') return [userError('REQUIRED', 'url', 'url: expected an address, got a blank text')]
  const fault = urlFault(text)
  return fault === null ? [] : [userError('INVALID_VALUE', 'url', `url: ${fault}`)]
}

/** Chatwoot's signature needs a secret that both sides have. */
export function algorithmFaults(algorithm: SignatureAlgorithm, format: WebhookFormat): UserError[] {
  if (format !== 'CHATWOOT' || algorithm === 'HMAC_SHA256') return []
  const message = `algorithm: expected HMAC_SHA256 for a webhook with the format CHATWOOT, got ${algorithm}`
  return [userError('INVALID_VALUE', 'algorithm', message)]
}

export function secretFaults(secret: Given<string>, algorithm: SignatureAlgorithm): UserError[] {
  const fault = typeof secret === 'string' ? checkSecret(secret, algorithm) : null
  return fault === null ? [] : [userError('INVALID_VALUE', 'secret', `secret: ${fault}`)]
}

/** Of a filter that nothing can match that the webhook's maker may read, or that its format shows. */
function filterFaults(filter: FeedFilter, by: Principal, format: WebhookFormat): UserError[] {
  return [...unreadableFaults(filter, by), ...formatFaults(filter, format)]
}

function unreadableFaults({ kinds, visibilities, departments }: FeedFilter, by: Principal): UserError[] {
  const isOnly = <Value>(list: Given<Value[]>, value: Value) =>
    Boolean(list?.length) && list?.every((each) => each === value) === true
  const fault = (name: string, expected: string) =>
    userError('INVALID_VALUE', ['filter', name], `filter.${name}: expected ${expected}`)
  return [
    ...(!mayReadInternal(by) && isOnly(kinds, 'NOTE')
      ? [fault('kinds', 'kinds that you may read, got NOTE alone, which needs notes:read')]
      : []),
    ...(!mayReadInternal(by) && isOnly(visibilities, 'INTERNAL')
      ? [fault('visibilities', 'visibilities that you may read, got INTERNAL alone, which needs notes:read')]
      : []),
    ...(departments?.length && departments.every((each) => !mayReadDepartment(by, each))
      ? [fault('departments', 'departments that you may see, got others alone')]
      : []),
  ]
}

function formatFaults({ kinds }: FeedFilter, format: WebhookFormat): UserError[] {
  if (format !== 'CHATWOOT' || !kinds?.length || kinds.includes('MESSAGE')) return []
  const message =
    'filter.kinds: expected MESSAGE among the kinds of a webhook with the format CHATWOOT, got others alone'
  return [userError('INVALID_VALUE', ['filter', 'kinds'], message)]
}
