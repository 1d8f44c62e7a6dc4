import { describe, expect, it } from 'vitest'
import type { Interaction } from '../../../interactions/interaction.ts'
import { createBuildPayload } from '../../../outbound/payload/buildPayload.ts'
import { createMaskShown } from '../../../outbound/payload/maskShown.ts'
import type { PayloadEvent } from '../../../outbound/payload/payloadEvent.ts'
import type { Webhook } from '../../../outbound/webhook.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import { scopes } from '../../../platform/subgraph/scopes.ts'
import { interactionOf } from '../../interactions/interactionOf.ts'

const at = new Date('2026-06-10T12:00:00.000Z')
const cursor = 'feed.x.y'
const customerId = 'cus_now'
const owner: Principal = { ...demoPrincipal, scopes: [...scopes] }
const withoutNotes = { ...owner, scopes: scopes.filter((scope) => scope !== 'notes:read') }
const ofSales = { ...owner, rows: { ...allRows, departments: ['Sales'] } }

const message = (fields: Partial<Interaction> = {}) =>
  interactionOf('cus_then', 1, { at, body: { text: 'Oi', deleted: false, attachments: [] }, ...fields })
const recorded = (interaction: Interaction): PayloadEvent => ({ change: 'RECORDED', interaction, cursor })
const hidden = ({ id, profileId, changedAt }: Interaction): PayloadEvent => ({
  change: 'HIDDEN',
  interactionId: id,
  profileId,
  changedAt,
  cursor,
})

/** The body of an event over a customer who consented to nothing but `crm`. */
async function bodyOf(
  event: PayloadEvent,
  webhook: Partial<Webhook> = {},
  stored: Interaction | null = null,
) {
  const buildPayload = createBuildPayload({
    customerOf: async (_profileId, { purpose }) => ({
      id: customerId,
      hasConsented: purpose === null || purpose === 'crm',
    }),
    findInteraction: async () => stored,
    visibleConversation: async (id, { rows }) => (rows.departments === null ? { id } : null),
    publicUrl: null,
  })
  const text = await buildPayload(event, { owner, format: 'STANDARD', purpose: null, ...webhook })
  const parsed: unknown = text === null ? null : JSON.parse(text)
  return parsed
}

describe('the body of an event', () => {
  it('is not made of what the owner may not read, whatever the feed gives', async () => {
    const note = message({ kind: 'NOTE', visibility: 'INTERNAL' })
    expect(await bodyOf(recorded(note))).toMatchObject({ data: { interaction: { kind: 'NOTE' } } })
    expect(await bodyOf(recorded(note), { owner: withoutNotes })).toBeNull()
    expect(await bodyOf(recorded(message({ department: 'Legal' })), { owner: ofSales })).toBeNull()
  })

  it('names the conversation only to an owner who may see it', async () => {
    const inConversation = recorded(message({ conversationId: 'cnv_1', department: 'Sales' }))
    expect(await bodyOf(inConversation)).toMatchObject({
      data: { interaction: { conversation: { id: 'cnv_1' } } },
    })
    expect(await bodyOf(inConversation, { owner: ofSales })).toMatchObject({
      data: { interaction: { conversation: null } },
    })
  })

  it('has no content of a deleted message, even for an owner who may audit', async () => {
    const content = {
      text: 'secret',
      textTruncated: true,
      attachments: [{ type: 'image', url: 'https://files.example/secret' }],
      email: { subject: 'secret', from: [], to: [], cc: [], bcc: [] },
      translations: [{ language: 'en', text: 'secret' }],
      reactions: [{ emoji: '👍', actor: { kind: 'CUSTOMER', id: null, name: 'secret' }, reactedAt: at }],
    }
    const body = await bodyOf(
      recorded(message({ summary: 'Message deleted', body: { ...content, deleted: true } })),
    )
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(body).toMatchObject({
      data: {
        interaction: {
          deleted: true,
          text: null,
          textTruncated: false,
          attachments: [],
          email: null,
          translations: [],
          reactions: [],
        },
      },
    })
  })

  it('has hidden recipients only for an owner who may read notes', async () => {
    const email = { subject: 'Oi', from: [], to: [], cc: [], bcc: ['boss@crm.example'] }
    const event = recorded(message({ body: { text: 'Oi', email } }))
    expect(await bodyOf(event)).toMatchObject({
      data: { interaction: { email: { bcc: ['boss@crm.example'] } } },
    })
    expect(await bodyOf(event, { owner: withoutNotes })).toMatchObject({
      data: { interaction: { email: { bcc: [] } } },
    })
  })

  it('of what is hidden now has the id, and nothing that it says', async () => {
    const interaction = message()
    expect(await bodyOf(hidden(interaction))).toEqual({
      type: 'interaction.hidden',
      timestamp: '2026-06-10T12:00:00.000Z',
      data: { cursor, customerId, interactionId: interaction.id },
    })
    expect(await bodyOf(hidden(interaction), { format: 'CHATWOOT' }, interaction)).toEqual({
      event: 'message_updated',
      id: interaction.id,
      content: null,
      content_attributes: { deleted: true },
      elo: {
        type: 'interaction.hidden',
        timestamp: '2026-06-10T12:00:00.000Z',
        cursor,
        customerId,
        interactionId: interaction.id,
      },
    })
    const note = message({ kind: 'NOTE' })
    expect(await bodyOf(hidden(note), { format: 'CHATWOOT' }, note)).toBeNull()
  })

  it('is made with the consent of the customer only, unless it takes something away', async () => {
    const erased = message({ erased: { at, cause: 'REQUEST' }, body: { text: null } })
    expect(await bodyOf(recorded(message()), { purpose: 'crm' })).not.toBeNull()
    expect(await bodyOf(recorded(message()), { purpose: 'ads' })).toBeNull()
    expect(await bodyOf(hidden(message()), { purpose: 'ads' })).toMatchObject({ type: 'interaction.hidden' })
    expect(await bodyOf(recorded(erased), { purpose: 'ads' })).toMatchObject({
      data: { interaction: { erasedAt: '2026-06-10T12:00:00.000Z', erasureCause: 'REQUEST' } },
    })
  })

  it('says in the form of Chatwoot that a message was deleted or came from the customer', async () => {
    const actor = { kind: 'CUSTOMER', id: '+5511988880001', name: 'Maria' } as const
    const event: PayloadEvent = {
      ...recorded(message({ actor, body: { text: 'Oi', deleted: true } })),
      change: 'AMENDED',
      interaction: message({ actor, body: { text: 'Oi', deleted: true } }),
    }
    expect(await bodyOf(event, { format: 'CHATWOOT' })).toMatchObject({
      event: 'message_updated',
      message_type: 'incoming',
      content: null,
      content_attributes: { deleted: true },
      sender: { id: customerId, name: 'Maria' },
    })
  })
})

describe('createMaskShown', () => {
  it('refuses a member that the type of the graph does not have', () => {
    expect(() => createMaskShown()('Message', { text: 'Oi', words: 1 })).toThrow(
      'expected a field of Message in the schema, got words',
    )
  })

  it('masks each member as the SDL says, also in lists and objects', () => {
    const call = 'call +5511988887777'
    expect(
      createMaskShown()('Message', {
        id: 'int_1',
        text: call,
        actor: { kind: 'CUSTOMER', externalId: '5511988887777', name: call },
        attachments: [{ type: 'contact', phones: ['+5511988887777'] }],
      }),
    ).toEqual({
      id: 'int_1',
      text: 'call +***********77',
      actor: { kind: 'CUSTOMER', externalId: '***********77', name: 'call +***********77' },
      attachments: [{ type: 'contact', phones: ['************77'] }],
    })
  })
})
