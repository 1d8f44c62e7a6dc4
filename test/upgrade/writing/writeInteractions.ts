import type { FixtureRecorder } from './fixtureRecorder.ts'
import { fixtureValues } from './fixtureValues.ts'

const { at, bento, email, iris, phone } = fixtureValues

/** Record two customers and interactions of every kind. */
export async function writeInteractions({ mutate, record, streamCursor }: FixtureRecorder) {
  const maria = await record('identifyCustomer', {
    identifiers: [
      phone('+5511944440001'),
      { type: 'CPF', value: '529.982.247-25' },
      { type: 'TELEGRAM', value: '7001', verified: true },
    ],
    name: 'Maria Souza',
    source: 'erp',
    attributes: [{ name: 'city', value: 'São Paulo', setAt: at(0) }],
    idempotencyKey: 'identify maria',
  })
  const joao = await record('identifyCustomer', {
    identifiers: [email('joao@loja.example')],
    name: 'João',
  })
  const empty = await streamCursor(maria)

  const conversation = await record('recordConversation', {
    customer: { id: maria },
    channel: 'WHATSAPP',
    inbox: 'Vendas',
    status: 'OPEN',
    assignment: { team: { id: '1', name: 'Vendas' }, person: { id: '3', name: 'Bento' } },
    labels: ['vip', 'orçamento'],
    priority: 'HIGH',
    customAttributes: { origem: 'site', pedido: 12.5 },
    createdAt: at(0),
    observedAt: at(1),
    source: { system: 'crm', externalId: 'conversation 1' },
  })
  const emailThread = await record('recordConversation', {
    customer: { identifier: email('joao@loja.example') },
    channel: 'EMAIL',
    createdAt: at(2),
    observedAt: at(2),
    idempotencyKey: 'conversation of joao',
  })
  await record('recordMessage', {
    customer: { identifiers: [phone('+5511944440001')] },
    channel: 'WHATSAPP',
    actor: { kind: 'CUSTOMER', name: 'Maria' },
    text: 'Oi, o pedido chegou?',
    occurredAt: at(3),
    conversationId: conversation,
    idempotencyKey: 'message 1',
  })
  const edited = await record('recordMessage', {
    customer: { identifier: phone('+5511944440001') },
    channel: 'WHATSAPP',
    actor: bento,
    text: 'Chega amanhã',
    deliveryStatus: 'SENT',
    attachments: [
      { type: 'audio', url: 'https://files.example/1.ogg', mimeType: 'audio/ogg', transcript: 'amanhã' },
    ],
    occurredAt: at(4),
    conversationId: conversation,
    source: { system: 'crm', externalId: 'message 2', version: 1 },
  })
  const deleted = await record('recordMessage', {
    customer: { id: maria },
    channel: 'WHATSAPP',
    actor: iris,
    text: 'Engano',
    occurredAt: at(5),
    conversationId: conversation,
    source: { system: 'crm', externalId: 'message 3' },
  })
  const middle = await streamCursor(maria)
  await mutate(
    'editMessage',
    { messageId: edited, text: 'Chega hoje', deliveryStatus: 'READ', editedAt: at(6) },
    'message { id }',
  )
  await mutate('deleteMessage', { messageId: deleted }, 'message { id }')
  await record('recordNote', {
    customer: { id: maria },
    actor: bento,
    text: 'Cliente antiga',
    occurredAt: at(7),
    conversationId: conversation,
    idempotencyKey: 'note 1',
  })
  await record('handOffConversation', {
    conversationId: conversation,
    to: { team: { id: '2', name: 'Entregas' }, person: null, bot: { id: 'iris', name: 'Íris' } },
    reason: 'entrega',
    actor: bento,
    occurredAt: at(8),
    idempotencyKey: 'hand-off 1',
  })
  await record('changeConversationStatus', {
    conversationId: conversation,
    to: 'SNOOZED',
    snoozedUntil: at(600),
    actor: iris,
    occurredAt: at(9),
    idempotencyKey: 'status 1',
  })
  const refund = await record('recordAction', {
    customer: { identifiers: [phone('+5511944440001')] },
    type: 'REFUND',
    status: 'REQUESTED',
    amount: { amount: '12.90', currency: 'BRL' },
    details: { motivo: 'atraso' },
    actor: iris,
    channel: 'WHATSAPP',
    conversationId: conversation,
    visibility: 'INTERNAL',
    occurredAt: at(10),
    idempotencyKey: 'action 1',
  })
  await mutate(
    'updateAction',
    { actionId: refund, status: 'COMPLETED', externalReference: 'R-1' },
    'action { id }',
  )
  await record('recordAction', {
    customer: { id: joao },
    type: 'APPOINTMENT',
    actor: bento,
    summary: 'Visita na sexta',
    occurredAt: at(11),
    source: { system: 'agenda', externalId: '77' },
  })
  await record('recordAction', {
    customer: { id: maria },
    type: 'ORDER',
    actor: bento,
    occurredAt: at(12),
    source: { system: 'erp', externalId: 'order 1', version: 3 },
  })
  await record('recordFeedback', {
    customer: { identifier: phone('+5511944440001') },
    metric: 'CSAT',
    rating: 5,
    comment: 'Ótimo',
    agent: bento,
    conversationId: conversation,
    occurredAt: at(13),
    idempotencyKey: 'feedback 1',
  })
  await record('recordFeedback', {
    customer: { id: joao },
    metric: 'NPS',
    rating: 9,
    occurredAt: at(14),
    source: { system: 'survey', externalId: '9' },
  })
  await record('recordMessage', {
    customer: { identifier: email('joao@loja.example') },
    channel: 'EMAIL',
    actor: { kind: 'CUSTOMER' },
    text: 'Segue o pedido',
    conversationId: emailThread,
    occurredAt: at(15),
    source: { system: 'mail', externalId: '<1@loja.example>' },
  })
  return { maria, joao, edited, deleted, refund, empty, middle }
}
