import { z } from 'zod'
import { aContact, aConversation, aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { askForData, askGraph, type GraphAddress } from '../../support/askGraph.ts'

/** Texts that no one else has, each in one field of one customer. */
export type Canaries = { all: string[]; make: (field: string) => string }

function createCanaries(): Canaries {
  const all: string[] = []
  return {
    all,
    make(field) {
      const canary = `qzx${String(all.length).padStart(2, '0')}${field.toLowerCase().replace(/[^a-z]/gu, '')}xzq`
      all.push(canary)
      return canary
    },
  }
}

const withId = z.record(
  z.string(),
  z.looseObject({ userErrors: z.array(z.unknown()), message: z.looseObject({ id: z.string() }).optional() }),
)

/** A customer who has a canary in every field that a mutation or a delivery of Chatwoot carries. */
export async function recordCanaries(url: GraphAddress, webhooks = typeof url === 'string' ? url : url.url) {
  const canaries = createCanaries()
  const { make } = canaries
  const phone = '+5511987650001'
  const [moved, chatwootPhone, cpf] = ['+5511987650002', '+5511987650003', '11144477735']
  canaries.all.push('987650001', '987650002', '987650003', cpf)
  const customer = { identifiers: [{ type: 'PHONE', value: phone }] }
  const actor = { kind: 'CUSTOMER', externalId: make('actor id'), name: make('actor name') }
  const source = () => ({ system: 'crm', externalId: make('source'), version: 1 })

  async function mutate(name: string, input: unknown): Promise<z.infer<typeof withId>[string]> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`
    const thing = name === 'recordMessage' ? 'message { id }' : ''
    const data = await askForData(
      withId,
      url,
      `mutation ($input: ${type}) { ${name}(input: $input) { ${thing} userErrors { code message field } } }`,
      { input },
    )
    const answer = data[name]
    if (!answer || answer.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(answer)}`)
    return answer
  }

  await mutate('identifyCustomer', {
    identifiers: [
      ...customer.identifiers,
      { type: 'PHONE', value: moved },
      { type: 'EMAIL', value: `${make('email')}@mail.example` },
      { type: 'INTERNAL_ID', value: make('internal id') },
      { type: 'INSTAGRAM', value: make('instagram') },
      { type: 'CPF', value: cpf, verified: true },
    ],
    name: make('name'),
    source: make('identify source'),
    idempotencyKey: 'identified once',
    attributes: [{ name: make('attribute name'), type: 'STRING', value: make('attribute value') }],
  })
  await mutate('identifyCustomer', {
    identifiers: [{ type: 'INTERNAL_ID', value: make('other id') }, ...customer.identifiers],
  })
  await mutate('tagCustomer', { customer, tags: [make('tag')] })
  await mutate('recordConsent', {
    ...{ customer, purpose: make('purpose'), decision: 'GRANTED' },
    ...{ evidence: make('evidence'), source: make('consent source') },
  })
  await mutate('renameCustomer', { customer, name: make('right name'), reason: make('rename reason') })
  await mutate('removeIdentifier', {
    customer,
    identifier: { type: 'PHONE', value: moved },
    reason: make('removal'),
  })

  const { message } = await mutate('recordMessage', {
    ...{ customer, channel: 'EMAIL', actor, source: source(), idempotencyKey: make('message key') },
    text: make('first text'),
    matter: { kind: 'ORDER', externalId: make('matter') },
    attachments: [
      {
        ...{ type: 'FILE', url: `https://files.example/${make('link')}`, title: make('title') },
        ...{ transcript: make('transcript'), phones: [make('phone of a card')] },
      },
    ],
    email: {
      ...{ subject: make('subject'), quotedText: make('quoted') },
      ...{ from: [make('from')], to: [make('to')], cc: [make('cc')], bcc: [make('bcc')] },
    },
    failureReason: make('failure'),
    referral: {
      ...{ sourceUrl: `https://ad.example/${make('ad')}`, headline: make('headline'), body: make('ad body') },
      ...{ externalId: make('ad id'), ref: make('ref'), clickId: make('click') },
    },
  })
  await mutate('editMessage', {
    ...{ messageId: message?.id, text: make('second text'), idempotencyKey: make('edit key') },
    editedBy: { kind: 'CUSTOMER', name: make('editor') },
  })
  await mutate('reactToMessage', {
    message: { id: message?.id },
    ...{ emoji: '👍', actor: { kind: 'CUSTOMER', externalId: make('reactor'), name: make('reactor name') } },
  })
  await mutate('recordMessage', {
    ...{ customer, channel: 'SMS', actor, text: make('short text') },
    translations: [{ language: 'en', text: make('translation') }],
  })
  await mutate('recordNote', { customer, actor: { kind: 'HUMAN', name: 'Ana' }, text: make('note') })
  await mutate('recordAction', {
    ...{ customer, type: 'OTHER', name: make('action name'), externalReference: make('reference'), actor },
    ...{ details: { [make('detail key')]: make('detail') }, summary: make('summary'), source: source() },
    matter: { kind: 'INVOICE', externalId: make('matter of an action') },
  })
  await mutate('recordCommitment', {
    ...{ customer, kind: 'OTHER', terms: { text: make('promise') }, source: source() },
    ...{ actor: { kind: 'AI', name: 'Bot' }, idempotencyKey: make('promise key') },
    matter: { kind: 'ORDER', externalId: make('order') },
  })
  await mutate('recordFeedback', {
    ...{ customer, metric: 'CSAT', rating: 4, comment: make('comment'), idempotencyKey: make('rating key') },
  })
  await mutate('recordConversation', {
    ...{ customer, channel: 'WEBSITE', labels: [make('label')], source: source() },
    ...{ customAttributes: { [make('custom key')]: make('custom') }, idempotencyKey: make('thread key') },
    assignment: { person: { externalId: make('assignee id'), name: make('assignee') } },
    matter: { kind: 'CONTRACT', externalId: make('matter of a thread') },
  })
  const found = await askForData(
    z.object({
      customerByIdentifier: z.object({
        conversations: z.object({ nodes: z.array(z.object({ id: z.string(), channel: z.string() })) }),
      }),
    }),
    url,
    `query ($identifier: IdentifierInput!) { customerByIdentifier(identifier: $identifier) { conversations { nodes { id channel } } } }`,
    { identifier: customer.identifiers[0] },
  )
  const conversationId = found.customerByIdentifier.conversations.nodes.find(
    ({ channel }) => channel === 'WEBSITE',
  )?.id
  await mutate('handOffConversation', {
    ...{ conversationId, to: { team: { externalId: '1', name: 'Sales' } }, reason: make('hand-off') },
  })
  await mutate('changeConversationStatus', { conversationId, to: 'RESOLVED' })

  const contact = aContact({
    ...{
      name: make('contact name'),
      phone_number: chatwootPhone,
      email: `${make('contact mail')}@mail.example`,
    },
    ...{ identifier: make('contact identifier'), custom_attributes: { city: make('contact attribute') } },
  })
  const conversation = aConversation({
    ...{ labels: [make('chatwoot label')], custom_attributes: { order: make('chatwoot custom') } },
    meta: { sender: { ...contact, type: 'contact' }, assignee: null, team: null },
  })
  const delivery = aMessage({
    ...{ content: make('chatwoot text'), conversation, sender: contact },
    attachments: [
      { id: 5, message_id: 9001, file_type: 'image', data_url: `https://chat.example/${make('image')}` },
    ],
  })
  const notUnderstood = {
    event: 'contact_blocked',
    account: { id: 1 },
    note: `${chatwootPhone} ${make('quarantined')}`,
  }
  await post(webhooks, delivery)
  await post(webhooks, notUnderstood)
  return { canaries: canaries.all, customer, chatwootPhone, delivery, contact, conversation }
}

/** Deliver a webhook of Chatwoot. */
export async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(new URL('/webhooks/chatwoot', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await response.text()
}

/** The id of the customer who has a telephone; null when nobody has. */
export async function customerOf(url: GraphAddress, phone: string): Promise<string | null> {
  const { data } = await askGraph(
    url,
    `query ($value: String!) { customerByIdentifier(identifier: { type: PHONE, value: $value }) { id } }`,
    { value: phone },
  )
  const schema = z.object({ customerByIdentifier: z.object({ id: z.string() }).nullable() })
  return schema.parse(data).customerByIdentifier?.id ?? null
}
