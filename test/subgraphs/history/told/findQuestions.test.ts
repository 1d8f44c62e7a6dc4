import { describe, expect, it } from 'vitest'
import { findQuestions } from '../../../../subgraphs/history/told/ask/findQuestions.ts'
import { type FactKind, factKinds } from '../../../../subgraphs/history/told/fact.ts'

/** How each kind is asked for. */
const table: Record<FactKind, string[]> = {
  CPF: [
    'Poderia confirmar seu CPF, por favor?',
    'Preciso que você me informe o CPF do titular',
    'Vou precisar do seu CPF',
    'Gostaria de confirmar o seu CPF',
    'Qual é o seu CPF?',
    'me passa o cpf por favor',
    'CPF?',
    'What is your CPF?',
  ],
  CNPJ: ['Poderia informar o CNPJ da empresa?', 'qual o cnpj'],
  RG: ['Qual o número do RG?', 'me informe o RG'],
  PERSON_NAME: [
    'Qual o seu nome completo?',
    'Com quem eu falo?',
    'Como você se chama?',
    'May I have your full name, please?',
    'Who am I speaking with?',
  ],
  COMPANY_NAME: ['Qual o nome da sua empresa?', 'What is your company name?'],
  BIRTH_DATE: ['Qual a sua data de nascimento?', 'What is your date of birth?', 'Quando você nasceu?'],
  EMAIL: [
    'Could you confirm your email?',
    'Qual seu e-mail?',
    'Preciso do seu e-mail cadastrado',
    'Please provide your email address',
    'What is the best email to reach you?',
    'Me passa um email para contato',
  ],
  PHONE: ['Qual o seu telefone com DDD?', 'Can I have your phone number?', 'Pode me passar seu WhatsApp?'],
  HANDLE: ['Qual o seu Instagram?', 'What is your Instagram handle?'],
  ADDRESS: [
    'Onde você mora?',
    'Qual o endereço de entrega?',
    'Confirme o endereço completo, por favor',
    'We need your shipping address.',
  ],
  POSTAL_CODE: ['Qual o CEP?', "What's your zip code?"],
  ORDER_NUMBER: [
    'Pode me informar o número do pedido?',
    'What is your order number?',
    'Número do pedido, por favor',
    'Você tem o número do seu pedido?',
    'Do you have your order number?',
    'Qual o pedido?',
    'Would you mind sharing your order number?',
    'Let me know your order number',
    "I'd need your order ID",
  ],
  INVOICE_NUMBER: ['Qual o número da nota fiscal?', 'Please send the invoice number'],
  PROTOCOL_NUMBER: ['Qual o protocolo de atendimento?', 'What is your ticket number?'],
  CONTRACT_NUMBER: ['Qual o número do contrato?', 'What is your policy number?'],
  QUOTE_NUMBER: ['Qual o número do orçamento?', 'What is the quote number?'],
  CUSTOMER_NUMBER: ['Qual o seu código de cliente?', 'What is your customer number?'],
  TRACKING_CODE: ['Me envia o código de rastreio?', 'Could you send the tracking number?'],
  PRODUCT_CODE: ['Qual o código do produto?', 'What is the model number?'],
  SERIAL_NUMBER: ['Qual o número de série do aparelho?', 'Please provide the serial number'],
  COUPON: ['Qual o código do cupom?', 'What is the coupon code?'],
  PLATE: ['Qual a placa do veículo?', 'What is your license plate?'],
  BANK_ACCOUNT: ['Me passe os dados bancários', 'Could you send your bank details?'],
  PIX_KEY: ['Qual a sua chave Pix?', 'What is your pix key?'],
  CARD_ENDING: ['Quais os 4 últimos digitos do cartão?', 'What are the last four digits?'],
  BOLETO: ['Pode enviar o código de barras?', 'Qual a linha digitável?'],
  AMOUNT: ['Qual o valor total?', 'Quanto você pagou?', 'How much did you pay?'],
  INSTALMENTS: ['Em quantas parcelas?', 'How many installments?'],
  PAYMENT_METHOD: ['Qual a forma de pagamento?', 'Como você prefere pagar?', 'How did you pay?'],
  PERCENTAGE: ['Qual o percentual?', 'What percentage?'],
  DATE: ['Qual a data da compra?', 'Quando você comprou?', 'What is the best day?'],
  TIME: ['Qual o melhor horário?', 'What time?'],
  QUANTITY: ['Qual a quantidade?', 'Quantas unidades?', 'How many pieces?'],
  SIZE: ['Qual tamanho?', 'Que número você calça?', 'What size?', 'Qual numeração você usa?'],
  COLOUR: ['Qual a cor?', 'What colour?'],
  WEIGHT: ['Qual o peso?', 'What is the weight?'],
  DIMENSIONS: ['Quais as medidas?', 'What are the dimensions?'],
  PRODUCT: ['Qual produto?', 'O que você comprou?', 'What did you buy?'],
  LINK: ['Me manda o link do produto?', 'Could you share the link?'],
}

describe('findQuestions', () => {
  it.each(factKinds.flatMap((kind) => table[kind].map((text) => [kind, text] as const)))(
    'finds that %s is asked for: %s',
    (kind, text) => {
      expect(findQuestions(text)).toContain(kind)
    },
  )

  it('finds all that one sentence or list asks for', () => {
    expect(
      findQuestions('Poderia me informar o seu nome completo, CPF e o número do pedido, por favor?'),
    ).toEqual(['CPF', 'PERSON_NAME', 'ORDER_NUMBER'])
    expect(findQuestions('Para continuar, informe:\n- Nome\n- E-mail\n- CEP')).toEqual([
      'PERSON_NAME',
      'EMAIL',
      'POSTAL_CODE',
    ])
    expect(findQuestions('Please provide your full name and date of birth. Thanks!')).toEqual([
      'PERSON_NAME',
      'BIRTH_DATE',
    ])
  })

  it.each([
    'Recebi o seu CPF, obrigado.',
    'Não precisa informar o CPF.',
    "You don't need to provide your email.",
    'O número do pedido está no e-mail.',
    'Vou enviar o e-mail.',
    'Seu pedido 123 saiu para entrega.',
    'Qual o prazo do pedido?',
    'Posso confirmar o CPF 529.982.247-25?',
    'Could you confirm your email ana@x.com?',
    'Seu e-mail é ana@x.com',
    'In order to help you, wait.',
    'Obrigado por informar o CPF.',
    'Enviamos o código de rastreio para o seu e-mail.',
    'I have sent the tracking number to your email.',
    'Please do not share your card number or CPF.',
    'Pode enviar o produto de volta?',
    'Posso ajudar com o pedido?',
    'Tudo bem?',
    '',
    '?',
  ])('finds no question in: %s', (text) => {
    expect(findQuestions(text)).toEqual([])
  })

  it('reads texts of any length', () => {
    const long = 'qual o seu cpf, '.repeat(10_000)
    expect(findQuestions(long)).toEqual(['CPF'])
    expect(findQuestions('a'.repeat(150_000))).toEqual([])
    expect(findQuestions('?'.repeat(150_000))).toEqual([])
  })
})
