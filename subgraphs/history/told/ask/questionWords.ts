import type { FactKind } from '../fact.ts'

/**
 * How agents ask for each kind, in Portuguese and English, in small letters without accents.
 *
 * - `nouns` name what is asked for. With words that ask before them they are a question: "qual é o seu CPF", "could you
 *   confirm your CPF".
 * - `phrases` ask by themselves: "onde você mora".
 */
type Words = { nouns: string; phrases?: string }

const your = '(?:(?:seu|sua|teu|tua|o|a) )?'

export const questionWords: Record<FactKind, Words> = {
  CPF: { nouns: '(?:numero d[oe] )?cpf(?: do titular)?' },
  CNPJ: { nouns: '(?:numero d[oe] )?cnpj(?: da empresa)?' },
  RG: { nouns: '(?:numero d[oe] )?rg|(?:numero da )?(?:carteira de )?identidade' },
  PERSON_NAME: {
    nouns: 'nome(?: completo| e sobrenome| do titular)?|(?:full |first |last )?name',
    phrases:
      'com quem (?:eu )?(?:falo|estou falando|tenho o prazer)|como (?:voce )?se chama|como (?:posso|devo) (?:te |lhe )?chama|who (?:am i|is this) (?:speaking|talking|chatting)',
  },
  COMPANY_NAME: {
    nouns: `nome d[ea] ${your}empresa|razao social|company name|name of your company`,
  },
  BIRTH_DATE: {
    nouns: 'data d[eo] (?:seu )?nascimento|data de nasc|date of birth|birth ?date|dob',
    phrases: 'quando (?:voce )?nasceu|when were you born',
  },
  EMAIL: {
    nouns:
      '(?:endereco de )?e-?mail(?: address)?(?: (?:de cadastro|cadastrado|do cadastro|de contato|on file))?',
  },
  PHONE: {
    nouns:
      '(?:numero d[oe] |numero de )?(?:seu )?(?:telefone|celular|whatsapp|fone)(?: com ddd| de contato| para contato)?|numero (?:de|para) contato|(?:tele)?phone(?: number)?|(?:mobile|cell|contact) (?:number|phone)|number to (?:reach|call)',
  },
  HANDLE: {
    nouns: '(?:usuario do |perfil do |@ do )?(?:seu )?(?:instagram|telegram)(?: handle| user(?:name)?)?',
  },
  ADDRESS: {
    nouns:
      'endereco(?: completo)?(?: (?:de|para) (?:entrega|cobranca|retirada))?(?! de e-?mail)|(?:home |delivery |shipping |full |billing )?address',
    phrases:
      'onde (?:voce |o senhor |a senhora )?mora|where do you live|where should we (?:send|deliver)|para onde (?:devemos|podemos|posso|devo) (?:envia|entrega|manda)',
  },
  POSTAL_CODE: { nouns: 'cep|codigo postal|(?:zip|postal) ?code|zip' },
  ORDER_NUMBER: {
    nouns: `(?:numero|codigo|no|n|id) d[oe] ${your}pedido|numero da ${your}(?:compra|encomenda)|pedido(?= ?\\?)|order (?:number|id|code|no)|order(?= ?\\?)|number of (?:your|the) order`,
  },
  INVOICE_NUMBER: {
    nouns: `(?:numero d[ae] )?${your}(?:nota fiscal|nf-?e?|fatura)(?! d)|invoice (?:number|id)`,
  },
  PROTOCOL_NUMBER: {
    nouns: `(?:numero d[oe] )?${your}(?:protocolo|chamado|ticket)(?: de atendimento)?|(?:ticket|protocol|case|claim) (?:number|id)`,
  },
  CONTRACT_NUMBER: {
    nouns: `(?:numero d[oae] )${your}(?:contrato|apolice)|(?:contract|policy) number`,
  },
  QUOTE_NUMBER: { nouns: `numero d[oae] ${your}(?:orcamento|proposta|cotacao)|quot(?:e|ation) number` },
  CUSTOMER_NUMBER: {
    nouns:
      '(?:codigo|numero|id) (?:de |do )?cliente|matricula|(?:customer|client|membership) (?:number|id|code)',
  },
  TRACKING_CODE: { nouns: 'codigo de rastre(?:io|amento)|tracking (?:number|code|id)' },
  PRODUCT_CODE: {
    nouns: `(?:codigo|referencia|modelo) d[oe] ${your}(?:produto|item|aparelho)|sku|(?:product|item) code|model number`,
  },
  SERIAL_NUMBER: { nouns: 'numero de serie(?: do (?:produto|aparelho))?|imei|serial number' },
  COUPON: {
    nouns: '(?:codigo d[oe] )?cupom(?: de desconto)?|codigo promocional|(?:coupon|promo|voucher)(?: code)?',
  },
  PLATE: {
    nouns: `placa(?: d[oe] ${your}(?:veiculo|carro|moto))?|(?:license |number )?plate(?: number)?`,
  },
  BANK_ACCOUNT: {
    nouns:
      'dados bancarios|agencia e(?: a)? conta|(?:numero d[ae] )?(?:sua )?conta (?:bancaria|corrente)|bank (?:account|details)(?: number)?|iban',
  },
  PIX_KEY: { nouns: 'chave (?:do )?pix|pix key|pix(?= ?\\?)' },
  CARD_ENDING: {
    nouns:
      '(?:ultimos )?(?:4|quatro)(?: ultimos)? digitos(?: do (?:seu )?cartao)?|final do (?:seu )?cartao|last (?:4|four) digits',
  },
  BOLETO: { nouns: 'linha digitavel|codigo de barras' },
  AMOUNT: {
    nouns: 'valor(?: total| pago| da compra| do pedido)?|amount|total paid',
    phrases: 'quanto (?:voce |foi que voce )?pagou|how much did you pay',
  },
  INSTALMENTS: {
    nouns: 'numero de parcelas',
    phrases: 'em quantas (?:parcelas|vezes)|how many instal?lments',
  },
  PAYMENT_METHOD: {
    nouns: '(?:forma|metodo|meio) de pagamento|payment method',
    phrases:
      'como (?:voce )?(?:pagou|prefere pagar|gostaria de pagar|vai pagar)|how (?:did|would) you (?:like to )?pay',
  },
  PERCENTAGE: { nouns: 'percentual|porcentagem|percentage' },
  DATE: {
    nouns:
      '(?:data|dia) d[aeo] (?:compra|entrega|pedido|visita|agendamento|preferencia)|(?:melhor )?dia|data(?! d)|(?:best |preferred |delivery |purchase )?(?:date|day)(?! of)',
    phrases: 'quando (?:voce )?(?:comprou|fez (?:a compra|o pedido))|when did you (?:buy|order|purchase)',
  },
  TIME: {
    nouns: '(?:melhor )?hor(?:a|ario)(?: d[aeo] (?:entrega|visita|preferencia))?|(?:best |preferred )?time',
    phrases: 'que horas|what time',
  },
  QUANTITY: {
    nouns: 'quantidade|quantity',
    phrases: 'quant[oa]s (?:unidades|pecas|itens|caixas|pares)|how many (?:units|pieces|items|boxes|pairs)',
  },
  SIZE: {
    nouns: 'tamanho|numeracao|size',
    phrases: '(?:que|qual) (?:numero|numeracao) (?:voce )?(?:calca|usa|veste)|que tamanho|what size',
  },
  COLOUR: { nouns: 'cor(?: do produto| desejada)?|colou?r', phrases: 'que cor|what colou?r' },
  WEIGHT: { nouns: 'peso|weight' },
  DIMENSIONS: { nouns: 'medidas|dimens(?:oes|ions)|measurements' },
  PRODUCT: {
    nouns:
      '(?:nome d[oe] )?produto(?: (?:comprado|que (?:voce )?comprou))?(?! (?:de volta|pel[oa]|para|em|n[oa]|foi|esta|chega|sera))|product(?: name)?(?! (?:back|to|is|was|will))',
    phrases: 'o que (?:voce )?comprou|what did you (?:buy|order|purchase)',
  },
  LINK: { nouns: 'link(?: do (?:produto|anuncio))?|url' },
}

/** Words that ask for the nouns that follow them. */
export const askingWords: readonly string[] = [
  'qua(?:l|is)',
  `(?:pod(?:e|em|eria|eriam|ia)|consegu(?:e|iria)|(?:e|seria) possivel|favor|gentileza|te[rm] como|teria como|poss[oa]|saberia|gostaria)(?:,? (?:voce|vc|o senhor|a senhora|me|nos|por favor|por gentileza|de|so|tambem)){0,4} (?:informa|passa|envia|manda|confirma|dize|fornece|compartilha|digita|repeti|lembra|fala|encaminha|sabe|anota|verifica)r(?:-me|-nos)?`,
  '(?:informe|passe|envie|mande|confirme|diga|digite|forneca|compartilhe|encaminhe|repita)(?:-me|-nos)?(?: me| nos)?',
  '(?:me|nos) (?:passa|informa|manda|envia|confirma|diz|fala|de|da|passe|informe|mande|envie|confirme|diga)',
  '(?:preciso|precisamos|precisaria|necessito|vou precisar|vamos precisar|aguardo|falta|faltou)(?: (?:saber|confirmar|que (?:voce )?(?:me )?(?:informe|passe|envie|mande|confirme)))?',
  "what(?:'s|s| is| was| are)",
  '(?:could|can|may|might|would|will) (?:you|i|we)(?: please| kindly| also| just){0,2} (?:confirm|provide|give|tell|send|share|have|get|verify|repeat|know|ask for|type|enter|remind me of|let me know)(?: me| us)?(?: with)?',
  'would you mind (?:sharing|telling|confirming|sending|giving|providing|repeating)(?: me| us)?|let (?:me|us) know',
  '(?:please|kindly)(?: also)? (?:confirm|provide|give|tell|send|share|verify|enter|type|reply with|inform)(?: me| us)?(?: with)?',
  "(?:i|we)(?:'ll| will|'d| would)?(?: just| also)? need(?: to know| to confirm| to have)?",
]

/** Words that ask only in a sentence that ends with a question mark. */
export const askingInQuestions: readonly string[] = [
  '(?:voce |vc |o senhor |a senhora )?(?:tem|possui|teria|lembra|sabe)(?: ai)?',
  'do you (?:have|remember|know)',
  'what|which',
]

/** Words that can stand between those that ask and the nouns, and before each noun of a list. */
export const fillerWords =
  'eh|e|ou|seria|uma?|melhor|an|best|any|os?|as?|seus?|suas?|teu|tua|vosso|d[oae]s?|me|nos|por favor|por gentileza|tambem|novamente|de novo|aqui|abaixo|para mim|pra mim|so|apenas|and|or|please|kindly|the|your|is|are|was|us|with|for|to|both|my|following|os seguintes dados|seguintes?|dados'
