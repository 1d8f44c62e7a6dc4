import { idFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { DeliveryAttempt } from '../../../outbound/delivery.ts'
import type { Webhook, WebhookFormat } from '../../../outbound/webhook.ts'
import type { WebhookStore } from '../../../outbound/webhookStore.ts'
import { canonicalJson } from '../../../platform/lang/canonicalJson.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type {
  CreateWebhookInput,
  DeleteWebhookInput,
  FeedFilter,
  TestWebhookInput,
  UpdateWebhookInput,
} from '../schemaTypes.ts'
import type { FeedRefusal } from './feedRefusal.ts'
import {
  algorithmFaults,
  secretFaults,
  type UrlFault,
  webhookFaults,
  type WebhookFields,
} from './webhookFaults.ts'
import { checkMayDeliver, isMaker, makerOf } from './webhookRights.ts'

/** The answer of a mutation. `secret` is null unless one is to be shown. */
export type WebhookAnswer = { webhook: Webhook | null; secret: string | null; userErrors: UserError[] }
export type TestAnswer = {
  succeeded: boolean | null
  attempt: DeliveryAttempt | null
  userErrors: UserError[]
}

/** The changes that callers make of their webhooks. A webhook of another caller is answered as one that does not exist. */
export type WebhookChanges = {
  create(input: CreateWebhookInput, by: Principal): Promise<WebhookAnswer>
  update(input: UpdateWebhookInput, by: Principal): Promise<WebhookAnswer>
  delete(input: DeleteWebhookInput, by: Principal): Promise<WebhookAnswer>
  test(input: TestWebhookInput, by: Principal): Promise<TestAnswer>
  /** The caller's webhook with this id, or what is wrong. */
  findOwn: (webhookId: string, by: Principal) => Promise<OwnWebhook>
}

type OwnWebhook = { webhook: Webhook; userErrors?: never } | { webhook?: never; userErrors: UserError[] }

/** Send a test event to a webhook once, and wait for the outcome. */
export type SendTest = (webhook: Webhook) => Promise<DeliveryAttempt>

const maximumWebhooks = 100
const oldSecretMs = 24 * 60 * 60 * 1000
/** A rotation within this time of another is its retry, and gives the same secret. */
const rotationRetryMs = 5 * 60 * 1000

export function createWebhookChanges({
  webhooks,
  sendTest,
  urlFault,
  feedRefusal,
  onChange,
  clock,
}: {
  webhooks: WebhookStore
  sendTest: SendTest
  urlFault: UrlFault
  feedRefusal: FeedRefusal
  /** Called when a webhook was made or changed. */
  onChange: () => void
  clock: Clock
}): WebhookChanges {
  async function findOwn(webhookId: string, by: Principal): Promise<OwnWebhook> {
    const faults = idFaults('webhookId', 'whk', webhookId)
    if (faults.length > 0) return { userErrors: faults }
    const webhook = await webhooks.find(webhookId)
    return webhook && isMaker(webhook, by) ? { webhook } : { userErrors: [unknownWebhook(webhookId)] }
  }

  async function faultsOf(input: WebhookFields, format: WebhookFormat, by: Principal): Promise<UserError[]> {
    const refusal = input.filter ? await feedRefusal(input.filter, by) : null
    return [...(refusal ? [refusal] : []), ...webhookFaults(input, { by, format, urlFault })]
  }

  /** The secret to show of a webhook; null for a private key, which is never shown. */
  async function shownSecret({ id, algorithm }: Webhook): Promise<string | null> {
    if (algorithm === 'ED25519') return null
    const [present] = await webhooks.readSecrets(id, clock())
    return present?.secret ?? null
  }

  async function rotated(webhook: Webhook): Promise<Webhook | null> {
    const now = clock()
    const [present, former] = await webhooks.readSecrets(webhook.id, now)
    const isRetry = former && present && now.getTime() - present.createdAt.getTime() < rotationRetryMs
    if (isRetry) return webhook
    return webhooks.rotateSecret(webhook.id, {
      secret: null,
      oldUntil: new Date(now.getTime() + oldSecretMs),
    })
  }

  return {
    findOwn,

    async create(input, by) {
      checkMayDeliver(by, 'Mutation.createWebhook')
      const { url, format = 'STANDARD', algorithm = 'HMAC_SHA256' } = input
      const { secret = null, idempotencyKey = null } = input
      const userErrors = [
        ...(await faultsOf(input, format, by)),
        ...algorithmFaults(algorithm, format),
        ...secretFaults(secret, algorithm),
        ...nameFaults('idempotencyKey', idempotencyKey),
      ]
      if (userErrors.length > 0) return refused(userErrors)
      const given = {
        url,
        format,
        algorithm,
        filter: storedFilter(input.filter),
        name: input.name ?? null,
        purpose: input.purpose ?? null,
      }
      // A retry of the last one that is possible finds what it made.
      const hasRoom = idempotencyKey !== null || (await webhooks.countOfOwner(by)) < maximumWebhooks
      if (!hasRoom) return refused([tooManyWebhooks])
      const created = await webhooks.create({ ...given, owner: makerOf(by), secret, idempotencyKey })
      const { webhook, isNew } = created
      if (isNew && (await webhooks.countOfOwner(by)) > maximumWebhooks) {
        await webhooks.delete(webhook.id)
        return refused([tooManyWebhooks])
      }
      const shown = await shownSecret(webhook)
      const isSame = isNew || (isMadeBy(given, webhook) && (secret === null || secret === shown))
      if (!isSame) return refused([otherInput])
      onChange()
      return { webhook, secret: shown, userErrors: [] }
    },

    async update({ webhookId, state, rotateSecret, ...input }, by) {
      checkMayDeliver(by, 'Mutation.updateWebhook')
      const { webhook, userErrors } = await findOwn(webhookId, by)
      if (!webhook) return refused(userErrors)
      const faults = [
        ...(input.url === null ? [userError('REQUIRED', 'url', 'url: expected an address, got null')] : []),
        ...(await faultsOf(input, webhook.format, by)),
      ]
      if (faults.length > 0) return refused(faults)
      const { url, name, purpose, filter } = input
      const changed = await webhooks.update(webhookId, {
        owner: makerOf(by),
        ...(typeof url === 'string' && { url }),
        ...(name !== undefined && { name }),
        ...(purpose !== undefined && { purpose }),
        ...(filter !== undefined && { filter: storedFilter(filter) }),
        ...(state === 'PAUSE' && { state: 'PAUSED' as const, stateReason: 'REQUESTED' as const }),
        ...(state === 'RESUME' && { state: 'ACTIVE' as const, stateReason: null }),
      })
      const result = changed && rotateSecret ? await rotated(changed) : changed
      if (!result) return refused([unknownWebhook(webhookId)])
      onChange()
      return { webhook: result, secret: rotateSecret ? await shownSecret(result) : null, userErrors: [] }
    },

    async delete({ webhookId }, by) {
      const { webhook, userErrors } = await findOwn(webhookId, by)
      if (!webhook) return refused(userErrors)
      const isDeleted = await webhooks.delete(webhookId)
      return isDeleted ? { webhook, secret: null, userErrors: [] } : refused([unknownWebhook(webhookId)])
    },

    async test({ webhookId }, by) {
      const { webhook, userErrors } = await findOwn(webhookId, by)
      if (!webhook) return { succeeded: null, attempt: null, userErrors }
      const attempt = await sendTest(webhook)
      return { succeeded: attempt.error === null, attempt, userErrors: [] }
    },
  }
}

function refused(userErrors: UserError[]): WebhookAnswer {
  return { webhook: null, secret: null, userErrors }
}

function unknownWebhook(webhookId: string): UserError {
  return userError('NOT_FOUND', 'webhookId', `webhookId: you have no webhook with the id ${webhookId}`)
}

const tooManyWebhooks = userError(
  'CONFLICT',
  null,
  `expected at most ${maximumWebhooks} webhooks of one caller, got one more`,
)

const otherInput = userError(
  'IDEMPOTENCY_CONFLICT',
  'idempotencyKey',
  'idempotencyKey: expected the input with which the webhook was made, got another one',
)

/** A filter without the members that say nothing; null for one that has no others. */
function storedFilter(filter: FeedFilter | null | undefined): object | null {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return given.length === 0 ? null : Object.fromEntries(given)
}

type Made = Pick<Webhook, 'url' | 'format' | 'algorithm' | 'filter' | 'name' | 'purpose'>

function isMadeBy(given: Made, webhook: Webhook): boolean {
  const { url, format, algorithm, filter, name, purpose } = webhook
  return canonicalJson(given) === canonicalJson({ url, format, algorithm, filter, name, purpose })
}
