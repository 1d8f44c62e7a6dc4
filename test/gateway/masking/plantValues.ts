import { z } from 'zod'

/** Send a mutation, and expect that it was carried out. */
export type Mutate = (name: string, input: object, selection: string) => Promise<unknown>

/** The objects with planted values. The customers are two until they are merged. */
export type Planted = { customerId: string; otherId: string; messageId: string; conversationId: string }

/** Every value that was planted, and where. Each is a telephone of its own. */
export const canaries = new Map<string, string>()
export function canary(where: string): string {
  const value = `5511970${String(canaries.size + 100_000)}`
  canaries.set(value, where)
  return value
}
export const planted = (where: string) => `${where} ${canary(where)} e`

const idsSchema = z.object({ id: z.string(), customer: z.object({ id: z.string() }) })

export const actor = (kind: string, where: string) => ({
  kind,
  externalId: canary(`id of ${where}`),
  name: planted(`name of ${where}`),
})
const source = (where: string) => ({ system: 'crm', externalId: planted(`source of ${where}`) })

/** Record something of every kind of one customer, and a second customer, with planted values in every field. */
export async function plantValues(mutate: Mutate): Promise<Planted> {
  const customer = { identifiers: [{ type: 'PHONE', value: '+5511988880001' }] }
  const recorded = await mutate(
    'recordMessage',
    {
      customer: { ...customer, name: planted('name of the customer') },
      channel: 'EMAIL',
      actor: actor('CUSTOMER', 'the sender'),
      text: planted('text'),
      attachments: [
        {
          type: 'image',
          url: `https://files.example/${canary('link of a file')}/a.png?token=${canary('token of a file')}`,
          transcript: planted('transcript'),
          title: planted('title'),
          phones: [canary('telephone of a card')],
        },
      ],
      email: {
        subject: planted('subject'),
        from: [`Ana <ana.${canary('from')}@x.example>`],
        to: [`Bia ${canary('name of a recipient')} <bia.${canary('to')}@x.example>`],
        cc: [`cc.${canary('cc')}@x.example`],
        bcc: [`bcc.${canary('bcc')}@x.example`],
        quotedText: planted('quoted part'),
      },
      referral: {
        sourceType: 'ad',
        sourceUrl: `https://ad.example/?of=${canary('address of an ad')}`,
        externalId: canary('id of an ad'),
        headline: planted('headline'),
        body: planted('body of an ad'),
        mediaUrl: `https://ad.example/${canary('picture of an ad')}`,
        ref: planted('ref'),
        clickId: canary('click'),
      },
      source: source('a message'),
      occurredAt: '2026-06-01T12:00:00Z',
    },
    'message { id customer { id } conversation { id } }',
  )
  const { message } = z
    .object({ message: idsSchema.extend({ conversation: z.object({ id: z.string() }) }) })
    .parse(recorded)
  const messageId = message.id
  const customerId = message.customer.id
  const conversationId = message.conversation.id
  const of = { customer: { id: customerId } }
  await mutate(
    'editMessage',
    { messageId, text: planted('new text'), editedBy: actor('HUMAN', 'the editor') },
    'message { id }',
  )
  await mutate(
    'reactToMessage',
    { message: { id: messageId }, actor: actor('CUSTOMER', 'who reacts'), emoji: '👍' },
    'message { id }',
  )
  await mutate(
    'recordMessage',
    {
      ...of,
      channel: 'WHATSAPP',
      actor: actor('AI', 'an agent'),
      text: 'Oi',
      deliveryStatus: 'FAILED',
      failureReason: planted('reason of a failure'),
      translations: [{ language: 'en', text: planted('translation') }],
      inReplyTo: { id: messageId },
    },
    'message { id }',
  )
  await mutate(
    'recordNote',
    { ...of, actor: actor('HUMAN', 'the author'), text: planted('note'), source: source('a note') },
    'note { id }',
  )
  await mutate(
    'recordConversation',
    {
      ...of,
      channel: 'TELEGRAM',
      labels: [planted('label')],
      matter: { kind: 'ORDER', externalId: planted('matter of a conversation') },
      customAttributes: {
        text: planted('attribute of a conversation'),
        number: Number(canary('number of a conversation')),
        deep: [{ [canary('name of a member')]: [canary('deep value')] }],
      },
      assignment: {
        team: { externalId: canary('id of a team'), name: planted('name of a team') },
        person: { externalId: canary('id of a person'), name: planted('name of a person') },
      },
      source: source('a conversation'),
    },
    'conversation { id }',
  )
  await mutate(
    'handOffConversation',
    {
      conversationId,
      to: { bot: { externalId: canary('id of a bot'), name: planted('name of a bot') } },
      reason: planted('reason of a hand-off'),
      actor: actor('HUMAN', 'who hands off'),
    },
    'handoff { id }',
  )
  await mutate(
    'changeConversationStatus',
    { conversationId, to: 'RESOLVED', actor: actor('HUMAN', 'who resolves') },
    'statusChange { id }',
  )
  await mutate(
    'recordAction',
    {
      ...of,
      type: 'APPOINTMENT',
      status: 'REQUESTED',
      summary: planted('summary'),
      externalReference: canary('reference'),
      matter: { kind: 'INVOICE', externalId: planted('matter of an action') },
      details: { note: planted('detail'), number: Number(canary('number of a detail')) },
      actor: actor('AI', 'who acts'),
    },
    'action { id }',
  )
  const promised = await mutate(
    'recordCommitment',
    {
      ...of,
      kind: 'OTHER',
      terms: { text: planted('promise') },
      actor: actor('AI', 'who promises'),
    },
    'commitment { id }',
  )
  await mutate(
    'updateCommitment',
    {
      commitmentId: z.object({ commitment: z.object({ id: z.string() }) }).parse(promised).commitment.id,
      state: 'WITHDRAWN',
      reason: planted('reason of a withdrawal'),
      actor: actor('HUMAN', 'who withdraws'),
    },
    'commitment { id }',
  )
  await mutate(
    'recordFeedback',
    { ...of, metric: 'CSAT', rating: 5, comment: planted('comment'), agent: actor('HUMAN', 'who is rated') },
    'feedback { id }',
  )
  const otherId = await plantIdentity(mutate, customerId)
  return { customerId, otherId, messageId, conversationId }
}

async function plantIdentity(mutate: Mutate, customerId: string): Promise<string> {
  const of = { customer: { id: customerId } }
  await mutate('tagCustomer', { ...of, tags: [planted('tag')] }, 'customer { id }')
  const attribute = (value: string, setAt: string) => ({ name: canary('name of an attribute'), value, setAt })
  await mutate(
    'setCustomerAttributes',
    {
      ...of,
      attributes: [attribute(planted('attribute'), '2026-06-01T12:00:00Z')],
      source: canary('source of an attribute'),
    },
    'customer { id }',
  )
  for (const setAt of ['2026-06-02T12:00:00Z', '2026-06-03T12:00:00Z'])
    await mutate(
      'setCustomerAttributes',
      {
        ...of,
        attributes: [{ name: 'city', value: planted('former attribute'), setAt }],
        source: canary('source of a former attribute'),
      },
      'customer { id }',
    )
  const purpose = canary('purpose')
  for (const decidedAt of ['2026-06-02T12:00:00Z', '2026-06-03T12:00:00Z'])
    await mutate(
      'recordConsent',
      {
        ...of,
        purpose,
        decision: 'GRANTED',
        evidence: planted('evidence'),
        source: canary('source of a consent'),
        decidedAt,
      },
      'customer { id }',
    )
  await mutate(
    'renameCustomer',
    { ...of, name: planted('right name'), reason: planted('reason of a name') },
    'customer { id }',
  )
  const record = [{ type: 'INTERNAL_ID', value: 'erp-1' }]
  const first = { identifiers: [...record, { type: 'EMAIL', value: 'a@x.example' }] }
  const given = canary('source of an identifier')
  const answer = await mutate('identifyCustomer', { ...first, name: 'Bia', source: given }, 'customer { id }')
  const otherId = z.object({ customer: z.object({ id: z.string() }) }).parse(answer).customer.id
  await mutate(
    'identifyCustomer',
    { identifiers: [...record, { type: 'EMAIL', value: 'b@x.example' }], source: given },
    'customer { id }',
  )
  await mutate(
    'removeIdentifier',
    {
      customer: { id: otherId },
      identifier: { type: 'EMAIL', value: 'b@x.example' },
      reason: planted('reason of a removal'),
    },
    'customer { id }',
  )
  await mutate(
    'setCustomerAttributes',
    { customer: { id: otherId }, attributes: [{ name: 'city', value: planted('other attribute') }] },
    'customer { id }',
  )
  await mutate(
    'tagCustomer',
    { customer: { id: otherId }, tags: [planted('tag of the other')] },
    'customer { id }',
  )
  return otherId
}
