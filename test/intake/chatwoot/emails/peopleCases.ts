import { ana } from '../../../support/chatwoot/chatwootBodies.ts'
import { type EmailCase, toSac } from './emailCase.ts'

function writer(address: string, name = address) {
  return { kind: 'CUSTOMER', externalId: address, name }
}

const many = Array.from({ length: 200 }, (_, index) => `pessoa${index}@example.com`)
const manyMore = Array.from({ length: 501 }, (_, index) => `copia${index}@example.com`)
const recipients = (kind: string, addresses: string[]) =>
  addresses.map((address) => ({ kind, address, name: null }))
const longAddress = `${'a'.repeat(300)}@example.com`

export const peopleCases: EmailCase[] = [
  ['the contact in other letters', { from: ['Rita@Example.COM'] }, { email: { from: ['Rita@Example.COM'] } }],
  [
    'the contact with a name',
    { from: ['"Rita, da Loja" <rita@example.com>'] },
    { email: { from: ['"Rita, da Loja" <rita@example.com>'] } },
  ],
  [
    'a colleague who answers in the thread',
    { from: ['socio@terceiro.example'] },
    { actor: writer('socio@terceiro.example'), email: { from: ['socio@terceiro.example'] } },
  ],
  [
    'a colleague with a name',
    { from: ['"Souza, João" <joao@terceiro.example>'] },
    {
      actor: writer('joao@terceiro.example', 'Souza, João'),
      email: { from: ['"Souza, João" <joao@terceiro.example>'] },
    },
  ],
  [
    'an alias of the contact',
    { from: 'rita+loja@example.com' },
    { actor: writer('rita+loja@example.com'), email: { from: ['rita+loja@example.com'] } },
  ],
  [
    'several writers, one of them the contact',
    { from: ['socio@terceiro.example', 'rita@example.com'] },
    { email: { from: ['socio@terceiro.example', 'rita@example.com'] } },
  ],
  [
    'several writers, none of them the contact',
    { from: ['a@terceiro.example', 'b@terceiro.example'] },
    { actor: writer('a@terceiro.example'), email: { from: ['a@terceiro.example', 'b@terceiro.example'] } },
  ],
  ['no writer', { from: null }, { email: { from: [] } }],
  ['a writer without an address', { from: ['Rita'] }, { email: { from: ['Rita'] } }],
  [
    'a mailing list that the contact wrote to',
    {
      from: ['grupo@lista.example'],
      headers: { 'x-original-from': 'Rita <rita@example.com>', 'x-original-sender': 'rita@example.com' },
    },
    { email: { from: ['grupo@lista.example'] } },
  ],
  [
    'a mailing list that somebody else wrote to',
    {
      from: ['grupo@lista.example'],
      headers: { 'x-original-from': 'João <JOAO@x.example>', 'x-original-sender': 'joao@x.example' },
    },
    { actor: writer('joao@x.example', 'João'), email: { from: ['grupo@lista.example'] } },
  ],
  [
    'a contact without an address whose inbox has one',
    { from: ['rita@example.com'], contact: { email: null } },
    {},
  ],
  [
    'a contact of whom no address is known',
    {
      from: ['joao@x.example'],
      contact: { email: null },
      conversation: { contact_inbox: { id: 70, contact_id: 55, source_id: 'x' } },
    },
    { email: { from: ['joao@x.example'] } },
  ],
  [
    'a writer with a long address',
    { from: [longAddress] },
    {
      actor: writer(`${'a'.repeat(254)}…`),
      email: { from: [longAddress] },
    },
  ],
  [
    'copies',
    { to: ['sac@loja.example', 'gerente@loja.example'], cc: ['socio@x.example'], bcc: ['chefe@x.example'] },
    {
      email: {
        to: ['sac@loja.example', 'gerente@loja.example'],
        cc: ['socio@x.example'],
        bcc: ['chefe@x.example'],
      },
      emailRecipients: [
        toSac,
        { kind: 'TO', address: 'gerente@loja.example', name: null },
        { kind: 'CC', address: 'socio@x.example', name: null },
        { kind: 'BCC', address: 'chefe@x.example', name: null },
      ],
    },
  ],
  [
    'names with quotes and commas',
    { cc: '"Silva, Ana \\"Aninha\\"" <ana@x.example>, Loja <loja@x.example>, b@x.example (Bia)' },
    {
      email: {
        cc: ['"Silva, Ana \\"Aninha\\"" <ana@x.example>', 'Loja <loja@x.example>', 'b@x.example (Bia)'],
      },
      emailRecipients: [
        toSac,
        { kind: 'CC', address: 'ana@x.example', name: 'Silva, Ana "Aninha"' },
        { kind: 'CC', address: 'loja@x.example', name: 'Loja' },
        { kind: 'CC', address: 'b@x.example', name: 'Bia' },
      ],
    },
  ],
  [
    'a list with a comma between escaped quotes and one whose quote does not end',
    { to: '"A \\"b, c\\", d" <a@x.example>,e@x.example', cc: '"Ana <ana@x.example>, b@x.example' },
    {
      email: {
        to: ['"A \\"b, c\\", d" <a@x.example>', 'e@x.example'],
        cc: ['"Ana <ana@x.example>', 'b@x.example'],
      },
      emailRecipients: [
        { kind: 'TO', address: 'a@x.example', name: 'A "b, c", d' },
        { kind: 'TO', address: 'e@x.example', name: null },
        { kind: 'CC', address: 'ana@x.example', name: '"Ana' },
        { kind: 'CC', address: 'b@x.example', name: null },
      ],
    },
  ],
  [
    'encoded words that were left undecoded',
    { subject: '=?UTF-8?Q?Or=C3=A7amento?=', cc: ['=?UTF-8?B?Sm/Do28=?= <joao@x.example>'] },
    {
      email: {
        subject: '=?UTF-8?Q?Or=C3=A7amento?=',
        cc: ['=?UTF-8?B?Sm/Do28=?= <joao@x.example>'],
      },
      emailRecipients: [toSac, { kind: 'CC', address: 'joao@x.example', name: '=?UTF-8?B?Sm/Do28=?=' }],
    },
  ],
  [
    'hidden recipients',
    { to: ['undisclosed-recipients:;'] },
    {
      email: { to: ['undisclosed-recipients:;'] },
      emailRecipients: [{ kind: 'TO', address: 'undisclosed-recipients:;', name: null }],
    },
  ],
  [
    'lists of 200',
    { to: many, cc: many },
    {
      email: { to: many, cc: many },
      emailRecipients: [...recipients('TO', many), ...recipients('CC', many)],
    },
  ],
  [
    'more recipients than Elo keeps',
    { cc: manyMore },
    {
      email: { cc: manyMore.slice(0, 500) },
      emailRecipients: [toSac, ...recipients('CC', manyMore.slice(0, 500))],
    },
  ],
  ['no recipients', { to: null }, { email: { to: [] }, emailRecipients: [] }],
  ['no subject', { subject: null }, { email: { subject: null } }],
  ['a long subject', { subject: `${'s'.repeat(1_000)}t` }, { email: { subject: `${'s'.repeat(999)}…` } }],
  [
    'an e-mail of the business',
    {
      content: 'Olá, Rita',
      message: {
        message_type: 'outgoing',
        sender: ana,
        content_attributes: {
          to_emails: ['rita@example.com'],
          cc_emails: ['socio@x.example'],
          bcc_emails: [],
        },
      },
    },
    {
      text: 'Olá, Rita',
      actor: { kind: 'HUMAN', externalId: '3', name: 'Ana' },
      email: { from: [], to: ['rita@example.com'], cc: ['socio@x.example'] },
      emailRecipients: [
        { kind: 'TO', address: 'rita@example.com', name: null },
        { kind: 'CC', address: 'socio@x.example', name: null },
      ],
    },
  ],
]
