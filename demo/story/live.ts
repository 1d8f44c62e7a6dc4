import {
  answers,
  asksRating,
  does,
  handsOff,
  notes,
  rates,
  reais,
  says,
  scores,
  status,
  type Story,
} from './storyScript.ts'

/** What happens after the past of the story, one step after the other. */
export const live: Story['live'] = {
  person: 'marina',
  inbox: 'whatsapp',
  steps: [
    answers('paula', 'Cabe sim, com folga: até 15 polegadas.'),
    says('E é impermeável?'),
    answers('paula', 'É! Com capa de chuva embutida.', {
      attachments: [{ type: 'image', name: 'bolsa-azul.jpg', sizeBytes: 198_772 }],
    }),
    says(null, {
      attachments: [
        {
          type: 'audio',
          seconds: 6,
          transcript: 'Adorei. Dá para entregar no meu trabalho hoje ainda?',
        },
      ],
    }),
    notes('paula', 'Perguntar ao Jorge se a rota da tarde passa na Paulista.'),
    handsOff({ person: 'jorge' }),
    answers('jorge', 'Oi, Marina, Jorge aqui. Passo na Paulista às 17h, pode ser?'),
    says('Pode! Recepção do 1.578, deixa em meu nome.'),
    does({
      type: 'ORDER',
      by: 'jorge',
      amount: reais('219.00'),
      externalReference: 'PED-5588',
      department: 'vendas',
      details: { itens: [{ sku: 'BLS-DOB-AZ', quantidade: 1 }], entrega: 'hoje, 17h' },
    }),
    answers('jorge', 'Anotado. O link do Pix chega já.'),
    does({ type: 'PAYMENT', amount: reais('219.00'), externalReference: 'PIX-91c7', department: 'vendas' }),
    says('Pago! Vocês são ótimos 💙'),
    status('resolved'),
    asksRating(),
    rates(4),
    rates(5, 'Mudei para cinco: chegou antes da hora.'),
    scores({ metric: 'NPS', rating: 10, comment: 'Já indiquei para três amigas.' }),
  ],
}
