import { describe, expect, it } from 'vitest'
import { type FactKind, factKinds } from '../../../../subgraphs/history/told/fact.ts'
import { findFacts } from '../../../../subgraphs/history/told/findFacts.ts'

/** What is found of one kind: the values as they are written, and normalised. */
type Table = Record<
  FactKind,
  { found: [text: string, value: string, normalised: string][]; notFound: string[] }
>

const table: Table = {
  CPF: {
    found: [
      ['Meu CPF é 529.982.247-25, ok?', '529.982.247-25', '52998224725'],
      ['cpf: 52998224725', '52998224725', '52998224725'],
      ['529 982 247 25', '529 982 247 25', '52998224725'],
      ['cpf 11987654374', '11987654374', '11987654374'],
      ['５２９.９８２.２４７-２５', '５２９.９８２.２４７-２５', '52998224725'],
    ],
    notFound: ['529.982.247-26', '11987654374', '1529.982.247-25', '5299822472500', 'cpf não tenho'],
  },
  CNPJ: {
    found: [
      ['CNPJ 11.222.333/0001-81', '11.222.333/0001-81', '11222333000181'],
      ['11222333000181', '11222333000181', '11222333000181'],
      ['é 12.ABC.345/01DE-35', '12.ABC.345/01DE-35', '12ABC34501DE35'],
    ],
    notFound: ['11.222.333/0001-82', '112223330001811', 'cnpj depois'],
  },
  RG: {
    found: [
      ['RG 12.345.678-9', '12.345.678-9', '123456789'],
      ['meu rg é 12345678x', '12345678x', '12345678X'],
    ],
    notFound: ['12.345.678-9', 'rg da loja', 'cargo 1234567'],
  },
  PERSON_NAME: {
    found: [
      ['Sou a Fernanda', 'Fernanda', 'fernanda'],
      ["I'm Peter Parker", 'Peter Parker', 'peter parker'],
      ['MEU NOME É ANA LIMA E QUERO', 'ANA LIMA', 'ana lima'],
      ['Oi, meu nome é João da Silva, tudo bem?', 'João da Silva', 'joao da silva'],
      ['meu nome é maria clara e quero trocar', 'maria clara', 'maria clara'],
      ['Me chamo Ana Beatriz Souza.', 'Ana Beatriz Souza', 'ana beatriz souza'],
      ['Aqui é o Pedro', 'Pedro', 'pedro'],
      ['Nome: Carla Dias\nEndereço: depois', 'Carla Dias', 'carla dias'],
      ['Nome do titular: Rui Costa', 'Rui Costa', 'rui costa'],
      ["my name is John O'Neil and I bought it", "John O'Neil", "john o'neil"],
      ['Hi, my name is anna and I need help', 'anna', 'anna'],
      ['this is Mark speaking', 'Mark', 'mark'],
    ],
    notFound: [
      'sou a favor',
      "I'm Sorry",
      "I'm Brazilian",
      'Sou o Cliente',
      'meu nome está errado',
      'aqui é muito quente',
      'qual é o seu nome?',
      'my name is on the list',
      'this is great',
      'meu nome é',
    ],
  },
  COMPANY_NAME: {
    found: [
      ['razão social: Padaria Sol Ltda', 'Padaria Sol Ltda', 'padaria sol ltda'],
      ['minha empresa é a Metal Norte, ok', 'Metal Norte', 'metal norte'],
      ['our company is called Acme Tools', 'Acme Tools', 'acme tools'],
    ],
    notFound: ['a empresa fechou', 'our company closed'],
  },
  BIRTH_DATE: {
    found: [
      ['nasci em 12/05/1990', '12/05/1990', '1990-05-12'],
      ['data de nascimento: 1 de março de 1985', '1 de março de 1985', '1985-03-01'],
      ['my date of birth is May 3, 1979', 'May 3, 1979', '1979-05-03'],
    ],
    notFound: ['12/05/1990', 'nasci em São Paulo', 'nascimento 31/02/1990'],
  },
  EMAIL: {
    found: [
      ['meu e-mail: Joao.Silva+loja@Gmail.com.', 'Joao.Silva+loja@Gmail.com', 'joao.silva+loja@gmail.com'],
      ['<ana@loja.com.br>', 'ana@loja.com.br', 'ana@loja.com.br'],
    ],
    notFound: ['ana@', '@ana', 'ana@loja', 'a@b@c.com', 'ana @ casa'],
  },
  PHONE: {
    found: [
      ['Meu telefone para contato é (11) 91234-5678', '(11) 91234-5678', '+5511912345678'],
      ['0800 123 4567', '0800 123 4567', '+558001234567'],
      ['(11) 98765-4321', '(11) 98765-4321', '+5511987654321'],
      ['me liga 11987654321', '11987654321', '+5511987654321'],
      ['+55 11 98765-4321', '+55 11 98765-4321', '+5511987654321'],
      ['5511987654321', '5511987654321', '+5511987654321'],
      ['fixo (11) 3265-4321', '(11) 3265-4321', '+551132654321'],
      ['tel: 1132654321', '1132654321', '+551132654321'],
      ['sou +44 7911 123456', '+44 7911 123456', '+447911123456'],
      ['call (415) 555-2671', '(415) 555-2671', '+14155552671'],
      ['meu zap é 98765-4321', '98765-4321', '987654321'],
    ],
    notFound: ['12345', '1132654321', '2026-05-12', 'R$ 1.299,90', '01310-100', '+1', 'pedido 11987654321'],
  },
  HANDLE: {
    found: [
      ['meu insta é @maria.silva_', '@maria.silva_', 'maria.silva_'],
      ['instagram: maria_silva', 'maria_silva', 'maria_silva'],
    ],
    notFound: ['ana@loja.com', 'instagram de vocês', '@1'],
  },
  ADDRESS: {
    found: [
      ['ship it to 742 Evergreen Terrace', '742 Evergreen Terrace', '742 evergreen terrace'],
      [
        'Moro na Rua das Flores, nº 123, apto 45, perto',
        'Rua das Flores, nº 123, apto 45',
        'rua das flores no 123 apto 45',
      ],
      ['Av. Paulista 1000', 'Av. Paulista 1000', 'av paulista 1000'],
      ['av paulista, 1000 - bloco B', 'av paulista, 1000 - bloco B', 'av paulista 1000 - bloco b'],
      ['I live at 221B Baker Street, flat 2', '221B Baker Street, flat 2', '221b baker street flat 2'],
    ],
    notFound: ['a rua está fechada', 'rua das flores', '3 people on the street', 'avenida em 12/05'],
  },
  POSTAL_CODE: {
    found: [
      ['CEP 01310-100', '01310-100', '01310100'],
      ['01310-100', '01310-100', '01310100'],
      ['meu cep é 01310100', '01310100', '01310100'],
      ['zip code 94105', '94105', '94105'],
    ],
    notFound: ['01310100', '94105', '98765-4321', '101310-100'],
  },
  ORDER_NUMBER: {
    found: [
      ['meu pedido (nº 88123) atrasou', '88123', '88123'],
      ['compra nº 7788', '7788', '7788'],
      ['é sobre o pedido que fiz, o 99887', '99887', '99887'],
      ['pedido #12', '12', '12'],
      ['pedido 12345', '12345', '12345'],
      ['order #A-99', 'A-99', 'A-99'],
      ['o número do meu pedido é 2026/0001.', '2026/0001', '2026/0001'],
      ['Pedido nº: 00123', '00123', '00123'],
      ['pedido de compra número abc-123', 'abc-123', 'ABC-123'],
      ['12345 é o número do meu pedido', '12345', '12345'],
      ['ZX-900 is my order number', 'ZX-900', 'ZX-900'],
      ['pedido 12345.Obrigado', '12345', '12345'],
    ],
    notFound: [
      'pedido que fiz, o 2',
      'compra 12345',
      'pedido 2',
      'pedido de 12/05/2026',
      'pedido 150 reais',
      'pedido 199,90',
      'meu pedido não chegou',
      'order by 5pm',
      'pedido há 15 dias',
      'in order to',
      '12345',
      'pedido em 2026-05-12',
    ],
  },
  INVOICE_NUMBER: {
    found: [
      ['a nota fiscal é a 000.123.456', '000.123.456', '000.123.456'],
      ['nota fiscal 123', '123', '123'],
      ['NF-e nº 4567', '4567', '4567'],
      ['invoice INV-2024-001', 'INV-2024-001', 'INV-2024-001'],
      ['a fatura 778899 venceu', '778899', '778899'],
    ],
    notFound: ['nota 10', 'a nota fiscal não veio', 'fatura de 12/05'],
  },
  PROTOCOL_NUMBER: {
    found: [
      ['o protocolo que me deram foi 123456', '123456', '123456'],
      ['protocolo nº 2026.05.00123', '2026.05.00123', '2026.05.00123'],
      ['chamado #4455', '4455', '4455'],
      ['protocolo de atendimento: 20260501123', '20260501123', '20260501123'],
      ['ticket number ABC-77', 'ABC-77', 'ABC-77'],
    ],
    notFound: ['qual o protocolo?', 'in case of 3', 'protocolo 12/05/2026'],
  },
  CONTRACT_NUMBER: {
    found: [
      ['contrato 998877', '998877', '998877'],
      ['apólice nº 55-1234', '55-1234', '55-1234'],
      ['contract number C-100', 'C-100', 'C-100'],
    ],
    notFound: ['contrato de 12 meses', 'contrato assinado'],
  },
  QUOTE_NUMBER: {
    found: [
      ['orçamento 4321', '4321', '4321'],
      ['proposta nº P-77', 'P-77', 'P-77'],
      ['quote Q-2024-9', 'Q-2024-9', 'Q-2024-9'],
    ],
    notFound: ['quero um orçamento', 'orçamento de R$ 500,00', 'orçamento 500 reais'],
  },
  CUSTOMER_NUMBER: {
    found: [
      ['meu código de cliente é 88123', '88123', '88123'],
      ['matrícula 4455', '4455', '4455'],
      ['customer number C-1234', 'C-1234', 'C-1234'],
    ],
    notFound: ['sou cliente desde 2019', 'cliente 5 estrelas'],
  },
  TRACKING_CODE: {
    found: [
      ['BR123456789BR', 'BR123456789BR', 'BR123456789BR'],
      ['aa 123456789 br', 'aa 123456789 br', 'AA123456789BR'],
      ['código de rastreio: XY99887766', 'XY99887766', 'XY99887766'],
      ['tracking number 1Z999AA10123456784', '1Z999AA10123456784', '1Z999AA10123456784'],
    ],
    notFound: ['BR12345678BR', 'o rastreio sumiu'],
  },
  PRODUCT_CODE: {
    found: [
      ['SKU CAM-001', 'CAM-001', 'CAM-001'],
      ['código do produto 55443', '55443', '55443'],
      ['modelo XPTO-200', 'XPTO-200', 'XPTO-200'],
    ],
    notFound: ['o modelo azul', 'produto 5'],
  },
  SERIAL_NUMBER: {
    found: [
      ['número de série SN123456', 'SN123456', 'SN123456'],
      ['IMEI 356938035643809', '356938035643809', '356938035643809'],
    ],
    notFound: ['a série acabou', 'número 123456'],
  },
  COUPON: {
    found: [
      ['cupom de desconto black20', 'black20', 'BLACK20'],
      ['usei o cupom PROMO10', 'PROMO10', 'PROMO10'],
      ['coupon code: WELCOME', 'WELCOME', 'WELCOME'],
    ],
    notFound: ['o cupom não funciona', 'coupon please'],
  },
  PLATE: {
    found: [
      ['a placa do carro é abc1d23', 'abc1d23', 'ABC1D23'],
      ['placa: ABC 1234', 'ABC 1234', 'ABC1234'],
      ['placa abc1d23', 'abc1d23', 'ABC1D23'],
      ['o carro é ABC-1234', 'ABC-1234', 'ABC1234'],
      ['BRA2E19', 'BRA2E19', 'BRA2E19'],
    ],
    notFound: ['abc1234', 'ABCD1234', 'a placa caiu'],
  },
  BANK_ACCOUNT: {
    found: [
      ['agência 1234 conta 56789-0', 'agência 1234 conta 56789-0', '1234/56789-0'],
      ['Ag: 0001, c/c: 12.345-x', 'Ag: 0001, c/c: 12.345-x', '0001/12345-x'],
      ['conta corrente 56789-0', '56789-0', '56789-0'],
      [
        'IBAN PT50 0002 0123 1234 5678 9015 4',
        'PT50 0002 0123 1234 5678 9015 4',
        'PT50000201231234567890154',
      ],
    ],
    notFound: ['a conta veio 100', 'conta 12345', 'agência fechada'],
  },
  PIX_KEY: {
    found: [
      ['a chave do pix é o meu cpf 529.982.247-25', '529.982.247-25', '52998224725'],
      ['minha chave pix é ana@x.com', 'ana@x.com', 'ana@x.com'],
      ['pix: 529.982.247-25', '529.982.247-25', '52998224725'],
      [
        'chave aleatória 123e4567-e89b-12d3-a456-426614174000',
        '123e4567-e89b-12d3-a456-426614174000',
        '123e4567-e89b-12d3-a456-426614174000',
      ],
    ],
    notFound: ['ana@x.com', 'aceita pix?', '123e4567-e89b-12d3-a456-426614174000'],
  },
  CARD_ENDING: {
    found: [
      ['cartão final 1234', '1234', '1234'],
      ['my card ending in 9876', '9876', '9876'],
    ],
    notFound: ['cartão 1234', 'final 12', 'cartão final 12345'],
  },
  BOLETO: {
    found: [
      [
        '23793.38128 60000.000003 00000.000400 1 84340000012345',
        '23793.38128 60000.000003 00000.000400 1 84340000012345',
        '23793381286000000000300000000400184340000012345',
      ],
    ],
    notFound: ['boleto vencido', '23793.38128 60000.000003'],
  },
  AMOUNT: {
    found: [
      ['R$ 1.299,90', 'R$ 1.299,90', 'BRL 1299.90'],
      ['r$50', 'r$50', 'BRL 50.00'],
      ['US$ 99.90', 'US$ 99.90', 'USD 99.90'],
      ['$1,250.00', '$1,250.00', 'USD 1250.00'],
      ['50 reais', '50 reais', 'BRL 50.00'],
      ['R$ 10 mil', 'R$ 10 mil', 'BRL 10000.00'],
      ['€ 20', '€ 20', 'EUR 20.00'],
      ['20 dollars', '20 dollars', 'USD 20.00'],
      ['o valor de 199,90', '199,90', '199.90'],
    ],
    notFound: ['199,90', '50', 'R$', 'reais', '1.299 itens'],
  },
  INSTALMENTS: {
    found: [
      ['em 3x', '3x', '3'],
      ['10 parcelas', '10 parcelas', '10'],
      ['6 installments', '6 installments', '6'],
    ],
    notFound: ['3 x 4', 'uma parcela', '3 vezes'],
  },
  PAYMENT_METHOD: {
    found: [
      ['paguei no pix', 'pix', 'PIX'],
      ['pagamento foi com cartão de crédito', 'cartão de crédito', 'CREDIT_CARD'],
      ['I paid by bank transfer', 'bank transfer', 'BANK_TRANSFER'],
    ],
    notFound: ['aceita pix?', 'paguei ontem', 'quero o boleto'],
  },
  PERCENTAGE: {
    found: [
      ['10% de desconto', '10%', '10%'],
      ['12,5 por cento', '12,5 por cento', '12.5%'],
    ],
    notFound: ['10', '%', '1000000%'],
  },
  DATE: {
    found: [
      ['2026/06/05', '2026/06/05', '2026-06-05'],
      ['semana que vem', 'semana que vem', 'semana que vem'],
      ['12/05/2026', '12/05/2026', '2026-05-12'],
      ['2026-05-12', '2026-05-12', '2026-05-12'],
      ['dia 12/05', '12/05', '--05-12'],
      ['12.05.2026', '12.05.2026', '2026-05-12'],
      ['3/4/26', '3/4/26', '2026-04-03'],
      ['12 de maio', '12 de maio', '--05-12'],
      ['1º de março de 2026', '1º de março de 2026', '2026-03-01'],
      ['May 12th', 'May 12th', '--05-12'],
      ['12th of May, 2026', '12th of May, 2026', '2026-05-12'],
      ['chega amanhã?', 'amanhã', 'amanhã'],
      ['depois de amanhã', 'depois de amanhã', 'depois de amanhã'],
      ['na sexta', 'na sexta', 'na sexta'],
      ['segunda-feira', 'segunda-feira', 'segunda-feira'],
      ['next Tuesday', 'next Tuesday', 'next tuesday'],
      ['dia 15', 'dia 15', 'dia 15'],
    ],
    notFound: [
      '1/2',
      '31/02/2026',
      '32/01/2026',
      'bom dia',
      '12/13/14/15',
      'a sexta vez',
      'may I 12',
      'dia 45',
    ],
  },
  TIME: {
    found: [
      ['3 da tarde', '3 da tarde', '15:00'],
      ['às 14h30', '14h30', '14:30'],
      ['14:05', '14:05', '14:05'],
      ['2:30 pm', '2:30 pm', '14:30'],
      ['at 9am', '9am', '09:00'],
      ['as 9 horas', '9 horas', '09:00'],
      ['9 horas da noite', '9 horas da noite', '21:00'],
      ['meio-dia', 'meio-dia', '12:00'],
    ],
    notFound: ['em 24h', '25:00', '24 horas', '9', 'há 2h'],
  },
  QUANTITY: {
    found: [
      ['quero 3 camisetas', '3 camisetas', '3 camisetas'],
      ['I ordered 2 lamps', '2 lamps', '2 lamps'],
      ['quero 2 unidades', '2 unidades', '2 unidades'],
      ['12 boxes', '12 boxes', '12 boxes'],
      ['quantidade: 30', '30', '30'],
    ],
    notFound: ['quero 3 dias', 'comprei 2 vezes', '2', 'unidades', 'quantidade 10%'],
  },
  SIZE: {
    found: [
      ['o tamanho do tênis é 39', '39', '39'],
      ['tamanho 42', '42', '42'],
      ['tam. M', 'M', 'M'],
      ['size xl', 'xl', 'XL'],
      ['tamanhos P e GG', 'P', 'P'],
    ],
    notFound: ['42', 'M', 'que tamanho tem?', 'tamanho grande'],
  },
  COLOUR: {
    found: [
      ['na cor azul marinho', 'azul marinho', 'azul marinho'],
      ['cor: preta', 'preta', 'preta'],
      ['in red please', 'red', 'red'],
    ],
    notFound: ['azul', 'qual a cor?', 'reduced'],
  },
  WEIGHT: {
    found: [
      ['pesa 5 kg', '5 kg', '5 kg'],
      ['2,5kg', '2,5kg', '2.5 kg'],
      ['300 gramas', '300 gramas', '300 gramas'],
    ],
    notFound: ['kg', '5 km', '5 graus'],
  },
  DIMENSIONS: {
    found: [
      ['120x60cm', '120x60cm', '120x60cm'],
      ['2,5 x 3 m', '2,5 x 3 m', '2.5x3m'],
      ['10x20x30', '10x20x30', '10x20x30'],
    ],
    notFound: ['3x1', '2 x 4', '10 por 20'],
  },
  PRODUCT: {
    found: [
      ['comprei um tênis de corrida ontem', 'tênis de corrida', 'tenis de corrida'],
      ['I bought a blue jacket last week', 'blue jacket', 'blue jacket'],
    ],
    notFound: ['comprei ontem', 'comprei um que veio errado', 'não comprei nada', 'I bought it'],
  },
  LINK: {
    found: [
      [
        'veja https://loja.example/p/123?x=1.',
        'https://loja.example/p/123?x=1',
        'https://loja.example/p/123?x=1',
      ],
      ['(www.loja.com/A)', 'www.loja.com/A', 'www.loja.com/A'],
    ],
    notFound: ['loja.example', 'https://'],
  },
}

const ofKind = (kind: FactKind, text: string) => findFacts(text).filter((fact) => fact.kind === kind)

describe.each(factKinds)('a fact %s', (kind) => {
  it.each(table[kind].found)('is found in: %s', (text, value, normalised) => {
    const start = text.indexOf(value)
    expect(ofKind(kind, text)[0]).toEqual({ kind, value, normalised, start, end: start + value.length })
  })

  it.each(table[kind].notFound)('is not found in: %s', (text) => {
    expect(ofKind(kind, text)).toEqual([])
  })
})

describe('findFacts', () => {
  it('finds all facts of a text in their order, each place once', () => {
    const text =
      'Oi! Meu nome é Zoë 😀 Lima, CPF 529.982.247-25. Os pedidos 1234, 1235 e 1236 (R$ 99,90) vêm amanhã às 14h?'
    expect(findFacts(text).map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'PERSON_NAME Zoë',
      'CPF 529.982.247-25',
      'ORDER_NUMBER 1234',
      'ORDER_NUMBER 1235',
      'ORDER_NUMBER 1236',
      'AMOUNT R$ 99,90',
      'DATE amanhã',
      'TIME 14h',
    ])
  })

  it('gives places in the text as it is, where its characters are folded', () => {
    const text = '😀 e\u0301 \u200BCPF\u00A0529\u200B.982.247\u201125 ok'
    const [fact] = findFacts(text)
    expect(fact).toMatchObject({ kind: 'CPF', normalised: '52998224725' })
    expect(text.slice(fact?.start, fact?.end)).toBe('529\u200B.982.247\u201125')
  })

  it('finds a key of Pix also as what it is', () => {
    expect(
      findFacts('pix: ana@x.com')
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['EMAIL', 'PIX_KEY'])
  })

  it('finds nothing in a text without facts', () => {
    for (const text of ['', ' ', 'Oi, tudo bem?', '😀', 'ok, obrigado!', 'Thanks a lot', '\u0000'])
      expect(findFacts(text)).toEqual([])
  })
})
