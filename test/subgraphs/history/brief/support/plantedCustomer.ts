import { z } from 'zod'
import type { InteractionDocument } from '../../../../../interactions/log/interactionModel.ts'
import { newId } from '../../../../../platform/lang/ids.ts'
import { createRequestScope } from '../../../../../platform/subgraph/requestScope.ts'
import { asAgent, type History } from '../../support/startHistory.ts'

/** A fact that a customer has, and the text by which it is found in a brief. */
export type Planted = { what: string; needle: string }

export type PlantedCustomer = { customerId: string; facts: Planted[]; interactions: number }

type Random = (below: number) => number
type Entry = Pick<InteractionDocument, 'kind' | 'summary' | 'actor'> & {
  body: Record<string, unknown>
  department?: string
  visibility?: 'PUBLIC' | 'INTERNAL'
}

/** Numbers that depend on the seed alone (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, (_, index) => (index === 0 ? 1 + random(9) : random(10))).join('')
const oneOf = <Item>(random: Random, first: Item, ...others: Item[]): Item =>
  [first, ...others][random(others.length + 1)] ?? first

function cpf(random: Random): string {
  const nine = digits(random, 9)
  const check = (base: string) => {
    const sum = [...base].reduce(
      (total, digit, index) => total + Number(digit) * (base.length + 1 - index),
      0,
    )
    return String(((sum * 10) % 11) % 10)
  }
  const first = check(nine)
  return `${nine}${first}${check(nine + first)}`
}

const customer = { kind: 'CUSTOMER', id: null, name: 'Cliente' } as const
const agent = { kind: 'HUMAN', id: 'a1', name: 'Bia' } as const
const bot = { kind: 'AI', id: 'b1', name: 'Robô' } as const
const system = { kind: 'SYSTEM', id: null, name: null } as const

const small = [
  'oi, tudo bem?',
  'obrigada!',
  'vou verificar e retorno',
  'certo',
  'ok, combinado',
  'bom dia',
  'ainda estou esperando',
  'thanks a lot',
  'pode deixar',
  'entendi, sem problema',
]

function said(text: string, actor: Entry['actor'] = customer): Entry {
  return { kind: 'MESSAGE', actor, summary: text, body: { text, attachments: [], deleted: false } }
}

/** What the customer writes, and the value that must be in the brief. Each kind of value is written in one way of several. */
function toldBy(random: Random): (Planted & { text: string })[] {
  const made = (what: string, needle: string, text: string) => ({ what, needle, text })
  const order = digits(random, 6)
  const invoice = digits(random, 5)
  const protocol = `2026${digits(random, 8)}`
  const contract = digits(random, 7)
  const tracking = `BR${digits(random, 9)}BR`
  const plate = `RIO${random(10)}B${digits(random, 2)}`
  const zip = `0${digits(random, 4)}-${digits(random, 3)}`
  const street = `${oneOf(random, 'Rua', 'Avenida')} ${oneOf(random, 'das Palmeiras', 'Dom Pedro', 'São Bento')}, ${digits(random, 3)}`
  const mail = `contato${digits(random, 4)}@exemplo.com.br`
  const phone = `(11) 9${digits(random, 4)}-${digits(random, 4)}`
  const price = `${digits(random, 3)},90`
  const date = `${String(10 + random(18))}/0${1 + random(9)}/2026`
  const coupon = `VOLTA${digits(random, 2)}`
  const card = digits(random, 4)
  return [
    made('order', order, oneOf(random, `o pedido ${order} ainda não chegou`, `my order #${order} is late`)),
    made('invoice', invoice, `a nota fiscal ${invoice} veio errada`),
    made('protocol', protocol, `já tenho o protocolo ${protocol}`),
    made('contract', contract, `meu contrato é o contrato ${contract}`),
    made('tracking', tracking, `o código de rastreio é ${tracking}`),
    made('plate', plate, `a placa do carro é ${plate}`),
    made('postal code', zip, `meu CEP é ${zip}`),
    made('address', street, `entreguem na ${street}, por favor`),
    made('e-mail', mail, `podem escrever para ${mail}`),
    made('phone', phone, `meu telefone é ${phone}`),
    made('amount', price, `paguei R$ ${price} no total`),
    made('date', date, `podem vir em ${date}`),
    made('coupon', coupon, `usei o cupom ${coupon}`),
    made('card ending', card, `o cartão é o de final ${card}`),
  ]
}

/**
 * A customer with about 30 kinds of facts, planted at random places among small talk. It uses nothing of the brief: it
 * writes documents and calls identity.
 */
export async function plantCustomer(
  history: History,
  seed: number,
  interactions: number,
): Promise<PlantedCustomer> {
  const random = randomOf(seed)
  const person = {
    name: `Marina Teste ${digits(random, 3)}`,
    phone: `+55119${digits(random, 8)}`,
    mail: `m${digits(random, 6)}@exemplo.com`,
  }
  const code = `ERP-${digits(random, 6)}`
  const city = oneOf(random, 'Curitiba', 'Recife', 'Belém')
  const tax = cpf(random)
  const tag = oneOf(random, 'vip', 'atacado', 'inadimplente')
  const customerId = await identify(history, { person, code, tax, tag, city, seed })

  const told = toldBy(random)
  const amount = `${digits(random, 3)}.50`
  const visit = `visita técnica ${digits(random, 3)}`
  const comment = `demorou ${digits(random, 2)} semanas`
  const note = `cliente pediu sigilo ${digits(random, 4)}`
  const promise = `desconto de ${digits(random, 1)} por cento na renovação ${digits(random, 3)}`
  const handoff = `passado ao financeiro ${digits(random, 3)}`
  const last = `e agora, qual é a novidade ${digits(random, 5)}?`
  const reply = `encontrei o cadastro ${digits(random, 5)}`
  const events: Entry[] = [
    {
      kind: 'ACTION',
      actor: agent,
      summary: `Refund requested: BRL ${amount}`,
      body: { type: 'REFUND', status: 'REQUESTED' },
    },
    { kind: 'ACTION', actor: agent, summary: visit, body: { type: 'APPOINTMENT', status: 'COMPLETED' } },
    {
      kind: 'FEEDBACK',
      actor: customer,
      summary: `CSAT 2: ${comment}`,
      body: { metric: 'CSAT', rating: 2, comment },
    },
    {
      kind: 'NOTE',
      actor: agent,
      summary: note,
      body: { text: note },
      department: 'Financeiro',
      visibility: 'INTERNAL',
    },
    promised(promise),
  ]
  const planted = [...told.map(({ text }) => said(text)), ...events]
  const closing = [
    { kind: 'HANDOFF', actor: bot, summary: handoff, body: { reason: handoff } } satisfies Entry,
    said(reply, agent),
    said(last),
  ]
  const fillers = Math.max(0, interactions - planted.length - closing.length)
  const all = [...Array.from({ length: fillers }, () => filler(random))]
  for (const entry of planted) all.splice(random(all.length + 1), 0, entry)
  await store(history, customerId, [...all, ...closing], random)
  const known = (what: string, needle: string): Planted => ({ what, needle })
  return {
    customerId,
    interactions: all.length + closing.length,
    facts: [
      known('name', person.name),
      known('identifier phone', person.phone),
      known('identifier e-mail', person.mail),
      known('identifier CPF', tax),
      known('identifier of the business', code),
      known('tag', tag),
      known('attribute', city),
      ...told.map(({ what, needle }) => known(`told ${what}`, needle)),
      known('open action', amount),
      known('state of the action', 'solicitada'),
      known('last action', visit),
      known('rating', comment),
      known('note', note),
      known('commitment', promise),
      known('hand-off', handoff),
      known('last reply', reply),
      known('last message', last),
    ],
  }
}

/** A kind that only the next version records: the field is a text in the database. */
function promised(summary: string): Entry {
  return Object.assign(said(summary, agent), { kind: 'COMMITMENT', body: { state: 'OPEN' } })
}

function filler(random: Random): Entry {
  const text = small[random(small.length)] ?? ''
  if (random(40) === 0)
    return {
      kind: 'ACTION',
      actor: system,
      summary: 'Call completed',
      body: { type: 'CALL', status: 'COMPLETED' },
    }
  if (random(60) === 0) return { kind: 'STATUS', actor: system, summary: 'Open → resolved', body: {} }
  return said(text, oneOf<Entry['actor']>(random, customer, customer, agent, bot))
}

const begin = Date.UTC(2025, 0, 1)

async function store(history: History, profileId: string, entries: Entry[], random: Random): Promise<void> {
  let at = begin
  const documents = entries.map((entry, index) => {
    at += 60_000 * (1 + random(90))
    const time = new Date(at)
    return {
      profileId,
      seq: index + 1,
      positions: [index + 1],
      occurredAt: time,
      recordedAt: time,
      changedAt: time,
      revision: 1,
      channel: oneOf(random, 'WHATSAPP', 'EMAIL', 'WEBSITE'),
      inbox: null,
      department: null,
      conversationId: null,
      visibility: 'PUBLIC',
      fingerprint: 'planted',
      ...entry,
      _id: newId('int'),
    }
  })
  await history.connection.collection<(typeof documents)[number]>('interactions').insertMany(documents)
}

const identifiedSchema = z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) })

async function identify(
  history: History,
  {
    person: { name, phone, mail },
    code,
    tax,
    tag,
    city,
    seed,
  }: {
    person: { name: string; phone: string; mail: string }
    code: string
    tax: string
    tag: string
    city: string
    seed: number
  },
): Promise<string> {
  const ask = async (query: string, input: Record<string, unknown>) => {
    const asking = { query, variables: { input }, principal: asAgent, scope: createRequestScope() }
    const { data, errors } = await history.callIdentity(asking)
    if (errors?.[0]) throw errors[0]
    return data
  }
  const answer = await ask(
    'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } userErrors { message } } }',
    {
      name,
      identifiers: [
        { type: 'PHONE', value: phone, verified: true },
        { type: 'EMAIL', value: mail },
        { type: 'CPF', value: tax },
        { type: 'INTERNAL_ID', value: `${code}-${seed}` },
      ],
    },
  )
  const { id } = identifiedSchema.parse(answer).identifyCustomer.customer
  const of = { customer: { id } }
  await ask(
    'mutation ($input: TagCustomerInput!) { tagCustomer(input: $input) { userErrors { message } } }',
    {
      ...of,
      tags: [tag],
    },
  )
  await ask(
    'mutation ($input: SetCustomerAttributesInput!) { setCustomerAttributes(input: $input) { userErrors { message } } }',
    { ...of, attributes: [{ name: 'cidade', value: city }] },
  )
  return id
}
