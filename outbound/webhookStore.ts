import type { Connection } from 'mongoose'
import { newId } from '../platform/lang/ids.ts'
import { duplicateKeyOf } from '../platform/mongo/mongoErrors.ts'
import type { Clock } from '../platform/process/clock.ts'
import { encodePrincipal, type Principal } from '../platform/subgraph/principal.ts'
import { deliveryModel } from './deliveryModel.ts'
import { newSecret } from './sign/newSecret.ts'
import type { SigningSecret, Webhook, WebhookState, WebhookStateReason } from './webhook.ts'
import { toWebhook, type WebhookDocument, webhookModel, withoutSecrets } from './webhookModel.ts'

export type NewWebhook = Pick<
  Webhook,
  'name' | 'url' | 'filter' | 'purpose' | 'format' | 'algorithm' | 'owner'
> & {
  /** A secret that `checkSecret` accepts; null for a new one. */
  secret: string | null
  idempotencyKey: string | null
}

export type WebhookChange = Partial<Pick<Webhook, 'name' | 'url' | 'filter' | 'purpose' | 'owner'>> & {
  state?: WebhookState
  stateReason?: WebhookStateReason | null
}

/** What callers do with webhooks. Every read but `readSecrets` leaves secrets out. */
export type WebhookStore = {
  /** Create a webhook, ACTIVE. The same owner and idempotency key give the first one again, with `isNew` false. */
  create(webhook: NewWebhook): Promise<{ webhook: Webhook; isNew: boolean }>
  /** Null when there is none. */
  find(id: string): Promise<Webhook | null>
  /** The webhooks of an owner, oldest first, at most `limit` after `after`, an id. */
  listOfOwner(owner: Principal, page: { limit: number; after?: string | null }): Promise<Webhook[]>
  /** All webhooks, oldest first, at most `limit` after `after`, an id. */
  list(page: { limit: number; after?: string | null }): Promise<Webhook[]>
  countOfOwner(owner: Principal): Promise<number>
  /** Null when there is none. ACTIVE ends the reason, the hold and the count of its failures. */
  update(id: string, change: WebhookChange): Promise<Webhook | null>
  /** Replace its secret: the present one signs until `oldUntil`, those before it no longer. Null when there is none. */
  rotateSecret(id: string, options: { secret: string | null; oldUntil: Date }): Promise<Webhook | null>
  /** The secrets that sign at `at`, the newest first. For signing, and for the answer that shows a new one. */
  readSecrets: (id: string, at: Date) => Promise<SigningSecret[]>
  /** Delete a webhook and its deliveries. False when there is none. */
  delete(id: string): Promise<boolean>
  /**
   * Deliver again what came after a cursor of the interaction feed; earlier deliveries of the same events keep their ids.
   * The outbox goes on from there. Null when there is none.
   */
  replayFrom(id: string, cursor: string): Promise<Webhook | null>
}

const ownerKeyOf = ({ kind, id }: Principal) => `${kind}:${id}`

export function createWebhookStore(connection: Connection, clock: Clock): WebhookStore {
  const model = webhookModel(connection)
  const deliveries = deliveryModel(connection)

  async function updateOne(id: string, update: object): Promise<Webhook | null> {
    const options = { returnDocument: 'after', projection: withoutSecrets } as const
    const updated = await model.findOneAndUpdate({ _id: id }, update, options).lean()
    return updated && toWebhook(updated)
  }

  async function listBy(filter: object, { limit, after = null }: { limit: number; after?: string | null }) {
    const found = await model
      .find({ ...filter, ...(after !== null && { _id: { $gt: after } }) }, withoutSecrets)
      // Ids are made in the order of time.
      .sort({ _id: 1 })
      .limit(limit)
      .read('primary')
      .lean()
    return found.map(toWebhook)
  }

  async function find(id: string): Promise<Webhook | null> {
    const found = await model.findById(id, withoutSecrets).read('primary').lean()
    return found && toWebhook(found)
  }

  async function rotateSecret(
    id: string,
    { secret, oldUntil }: { secret: string | null; oldUntil: Date },
  ): Promise<Webhook | null> {
    const found = await model.findById(id, { algorithm: 1, secrets: 1 }).read('primary').lean()
    if (!found) return null
    const [present, ...olderFirst] = found.secrets
    const now = clock()
    const next = { secret: secret ?? newSecret(found.algorithm), createdAt: now, expiresAt: null }
    const old = present ? [{ ...present, expiresAt: oldUntil }] : []
    const secrets = [next, ...old]
    // Of two rotations at the same time the second is repeated over the result of the first.
    const filter = {
      _id: id,
      'secrets.0.secret': present?.secret,
      secrets: { $size: olderFirst.length + 1 },
    }
    const { matchedCount } = await model.updateOne(filter, { $set: { secrets, changedAt: now } })
    return matchedCount === 1 ? find(id) : rotateSecret(id, { secret, oldUntil })
  }

  return {
    async create({ owner, secret, ...given }) {
      const now = clock()
      const document: WebhookDocument = {
        _id: newId('whk'),
        ...given,
        state: 'ACTIVE',
        stateReason: null,
        owner: encodePrincipal(owner),
        ownerKey: ownerKeyOf(owner),
        createdAt: now,
        changedAt: now,
        secrets: [{ secret: secret ?? newSecret(given.algorithm), createdAt: now, expiresAt: null }],
        cursor: null,
        failingSince: null,
        lastDeliveredAt: null,
        heldUntil: null,
        replays: 0,
        nextPosition: 0,
        leasedBy: null,
        leasedUntil: new Date(0),
        fence: 0,
        erasures: 0,
      }
      try {
        await model.create([document])
        return { webhook: toWebhook(document), isNew: true }
      } catch (error) {
        if (!duplicateKeyOf(error)) throw error
        const { ownerKey, idempotencyKey } = document
        const first = await model.findOne({ ownerKey, idempotencyKey }, withoutSecrets).read('primary').lean()
        if (!first) throw error
        return { webhook: toWebhook(first), isNew: false }
      }
    },
    find,
    listOfOwner: (owner, page) => listBy({ ownerKey: ownerKeyOf(owner) }, page),
    list: (page) => listBy({}, page),
    countOfOwner: (owner) => model.countDocuments({ ownerKey: ownerKeyOf(owner) }),
    update(id, { owner, ...given }) {
      const change = { ...given, ...(owner && { owner: encodePrincipal(owner) }) }
      const isActive = change.state === 'ACTIVE'
      const active = { stateReason: null, failingSince: null, heldUntil: null }
      return updateOne(id, { $set: { ...change, ...(isActive && active), changedAt: clock() } })
    },
    rotateSecret,
    async readSecrets(id, at) {
      const found = await model.findById(id, { secrets: 1 }).read('primary').lean()
      return (found?.secrets ?? []).filter(({ expiresAt }) => expiresAt === null || expiresAt > at)
    },
    async delete(id) {
      const { deletedCount } = await model.deleteOne({ _id: id })
      await deliveries.deleteMany({ webhookId: id })
      return deletedCount === 1
    },
    replayFrom: (id, cursor) => updateOne(id, { $set: { cursor, changedAt: clock() }, $inc: { replays: 1 } }),
  }
}
