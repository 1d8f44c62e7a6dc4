/** One mutation of the history that every customer of the benchmark gets a copy of. */
export type TemplateStep = { mutation: string; input: Record<string, unknown> }

const tuca = { kind: 'AI', externalId: '1', name: 'Tuca' }
const paula = { kind: 'HUMAN', externalId: '21', name: 'Paula Reis' }
const customer = { kind: 'CUSTOMER' }
const departments = [
  { externalId: '11', name: 'vendas' },
  { externalId: '12', name: 'suporte' },
  { externalId: '13', name: 'financeiro' },
]

type Round = (round: number) => TemplateStep

const says =
  (actor: object, text: string, more: object = {}): Round =>
  (round) => ({ mutation: 'recordMessage', input: { actor, text: `${text} (${round})`, ...more } })

const delivered = { deliveryStatus: 'DELIVERED' }
const read = { deliveryStatus: 'READ' }
const audio = {
  attachments: [
    {
      type: 'audio',
      url: 'https://chat.example/rails/blobs/a81f/audio.ogg',
      mimeType: 'audio/ogg',
      sizeBytes: 48_211,
      transcript: 'Oi, eu queria saber se a bicicleta que eu deixei aí na segunda já está pronta.',
    },
  ],
}
const image = {
  attachments: [
    {
      type: 'image',
      url: 'https://chat.example/rails/blobs/77c0/foto.jpg',
      mimeType: 'image/jpeg',
      sizeBytes: 210_004,
    },
  ],
}

/** Twenty things of all kinds that have details in four subgraphs; a history is this over and over. */
const rounds: Round[] = [
  says(customer, 'Bom dia! Vocês consertam câmbio? O meu está pulando marcha quando eu subo a rua de casa.'),
  says(tuca, 'Bom dia! Consertamos, sim. A regulagem custa R$ 80,00 e fica pronta no mesmo dia.', read),
  says(customer, 'E se precisar trocar a corrente?', image),
  says(tuca, 'Com a corrente nova fica em R$ 210,00. Quer que eu reserve um horário na oficina?', delivered),
  (round) => ({
    mutation: 'recordAction',
    input: {
      type: 'QUOTE',
      actor: tuca,
      amount: { amount: '210.00', currency: 'BRL' },
      externalReference: `ORC-${round}`,
      details: { servico: 'câmbio', itens: ['regulagem', 'corrente'], validade: '7 dias' },
    },
  }),
  says(customer, 'Mandei em áudio', audio),
  (round) => ({
    mutation: 'handOffConversation',
    input: {
      to: { team: departments[round % 3], person: { externalId: '21', name: 'Paula Reis' } },
      reason: 'Pediu uma pessoa',
    },
  }),
  () => ({ mutation: 'changeConversationStatus', input: { to: 'OPEN' } }),
  (round) => ({
    mutation: 'recordNote',
    input: { actor: tuca, text: `Cliente antigo, prefere retirar à tarde. (${round})` },
  }),
  says(paula, 'Oi, aqui é a Paula. Já ficou pronta, pode retirar até as 18h.', read),
  says(customer, 'Que rápido! Posso pagar no Pix?'),
  says(paula, 'Pode! A chave é o nosso telefone.', delivered),
  (round) => ({
    mutation: 'recordAction',
    input: {
      type: 'PAYMENT',
      actor: customer,
      amount: { amount: '210.00', currency: 'BRL' },
      externalReference: `PIX-${round}`,
      details: { forma: 'Pix', parcelas: 1 },
    },
  }),
  says(customer, 'Pago. Muito obrigado, ficou macia como nova!'),
  says(paula, 'Que bom! Qualquer coisa é só chamar.', read),
  (round) => ({
    mutation: 'handOffConversation',
    input: {
      to: { team: departments[(round + 1) % 3], person: null, bot: { externalId: '1', name: 'Tuca' } },
    },
  }),
  (round) => ({
    mutation: 'recordNote',
    input: { actor: paula, text: `Serviço entregue, nada pendente. (${round})` },
  }),
  () => ({ mutation: 'changeConversationStatus', input: { to: 'RESOLVED' } }),
  says(tuca, 'Como foi o nosso atendimento? Responda de 1 a 5.', delivered),
  (round) => ({
    mutation: 'recordFeedback',
    input: { metric: 'CSAT', rating: 1 + (round % 5), comment: 'Rápido e bem explicado.', agent: paula },
  }),
]

/** The first `count` steps of the history, oldest first. */
export function templateHistory(count: number): TemplateStep[] {
  return Array.from({ length: count }, (_, index) => {
    const step = rounds[index % rounds.length]
    if (!step) throw new Error('a round has no step')
    return step(Math.floor(index / rounds.length))
  })
}
