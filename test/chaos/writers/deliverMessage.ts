import { replayDeliveries } from '../../../scripts/replayDeliveries.ts'
import { aContact, aConversation, aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { webhookSecret } from '../cluster/cluster.ts'

/** Deliver a message as Chatwoot does, until the intake accepts it. `id` is unique in the run. */
export async function deliverMessage(
  intakeUrl: () => string,
  { id, customer, phone, text }: { id: number; customer: number; phone: string; text: string },
): Promise<void> {
  const contact = aContact({ id: customer, phone_number: phone, name: `Cliente ${customer}` })
  const sender = { ...contact, type: 'contact' }
  const createdAt = new Date()
  const body = aMessage({
    ...{ id, content: text, sender: contact, created_at: createdAt.toISOString() },
    conversation: aConversation({
      id: customer,
      contact_inbox: { id: customer, contact_id: customer },
      created_at: Math.floor(createdAt.getTime() / 1_000),
      updated_at: createdAt.getTime() / 1_000,
      meta: { sender, assignee: null, team: null },
    }),
  })
  const delivery = { deliveryId: `chaos-${id}`, signed: true, body: JSON.stringify(body) }
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const options = { url: intakeUrl(), secret: webhookSecret, attempts: 10 }
    const { accepted, repeated, refused, quarantined } = await replayDeliveries([delivery], options)
    if (accepted + repeated > 0) return
    if (refused + quarantined > 0) throw new Error(`the intake refused delivery ${id}`)
  }
  throw new Error(`the intake accepted delivery ${id} in no attempt`)
}
