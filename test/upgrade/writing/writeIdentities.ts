import type { FixtureRecorder } from './fixtureRecorder.ts'
import { fixtureValues } from './fixtureValues.ts'

const { at, email, phone } = fixtureValues

/** Record what is known of customers, merges, decisions and shared identifiers, and one more message at the end. */
export async function writeIdentities(
  { mutate, record }: FixtureRecorder,
  { maria, joao }: { maria: string; joao: string },
) {
  const own = (customerId: string) => ({ customerId })
  await mutate('tagCustomer', { ...own(maria), tags: ['vip', 'atacado'] }, 'customer { id }')
  await mutate('untagCustomer', { ...own(maria), tags: ['atacado'] }, 'customer { id }')
  await mutate('tagCustomer', { ...own(joao), tags: ['novo'] }, 'customer { id }')
  await mutate(
    'setCustomerAttributes',
    {
      ...own(maria),
      source: 'erp',
      attributes: [
        { name: 'city', value: 'Santos', setAt: at(16) },
        { name: 'points', type: 'NUMBER', value: '12.5', setAt: at(16) },
        { name: 'since', type: 'DATE', value: '2026-06-01', setAt: at(16) },
      ],
    },
    'customer { id }',
  )
  for (const [decision, minute] of [
    ['GRANTED', 17],
    ['WITHDRAWN', 18],
  ] as const) {
    await mutate(
      'recordConsent',
      {
        ...own(joao),
        purpose: 'marketing',
        channel: 'EMAIL',
        decision,
        evidence: 'form',
        source: 'site',
        decidedAt: at(minute),
      },
      'customer { id }',
    )
  }

  // Two merged and still merged; two merged and separated; decisions of both kinds.
  await mutate(
    'mergeCustomers',
    { customerId: maria, otherCustomerId: joao, reason: 'um casal, uma conta' },
    'customer { id }',
  )
  const [rita, ritaToo, caio, caioToo] = await Promise.all(
    ['rita@x.example', 'rita@y.example', 'caio@x.example', 'caio@y.example'].map((value) =>
      record('identifyCustomer', {
        identifiers: [email(value)],
        name: value.slice(0, 4),
        idempotencyKey: value,
      }),
    ),
  )
  await record('recordMessage', {
    customer: { identifier: email('rita@y.example') },
    channel: 'EMAIL',
    actor: { kind: 'CUSTOMER' },
    text: 'Sou a Rita',
    occurredAt: at(19),
    idempotencyKey: 'message of rita',
  })
  await mutate('mergeCustomers', { customerId: rita, otherCustomerId: ritaToo }, 'customer { id }')
  await mutate('unmergeCustomer', { profileId: ritaToo, reason: 'duas Ritas' }, 'customer { id }')
  await mutate(
    'linkProfiles',
    { profileId: caio, otherProfileId: caioToo, reason: 'o mesmo Caio' },
    'customer { id }',
  )
  await mutate(
    'separateProfiles',
    { profileId: rita, otherProfileId: ritaToo, reason: 'duas Ritas' },
    'customer { id }',
  )
  // Set aside: a decision keeps the two apart, so the weaker identifier takes no part.
  await mutate(
    'identifyCustomer',
    { identifiers: [email('rita@x.example'), email('rita@y.example')] },
    'customer { id } setAside { rule }',
  )
  // Reserved: the customer has as many handles as the rules allow, but João by himself has none.
  await mutate(
    'identifyCustomer',
    {
      identifiers: [email('joao@loja.example'), { type: 'TELEGRAM', value: '7002', verified: true }],
    },
    'customer { id } setAside { rule }',
  )
  // Shared: one telephone of a shop.
  await mutate(
    'markIdentifierShared',
    { identifier: phone('+551133330000'), shared: true, reason: 'loja' },
    'customers { id }',
  )
  await mutate(
    'identifyCustomer',
    { identifiers: [email('rita@x.example'), phone('+551133330000')] },
    'customer { id }',
  )
  await mutate(
    'identifyCustomer',
    { identifiers: [email('caio@x.example'), phone('+551133330000')] },
    'customer { id }',
  )
  const last = await record('recordMessage', {
    customer: { id: joao },
    channel: 'WHATSAPP',
    actor: { kind: 'AUTOMATION', name: 'Lembrete' },
    text: 'Até amanhã',
    occurredAt: at(20),
    idempotencyKey: 'last',
  })
  return { caioToo, last }
}
