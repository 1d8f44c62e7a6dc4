import { labelOf } from './codes.ts'
import {
  after,
  asCode,
  withSingleBlanks,
  before,
  type Finder,
  findLabelled,
  findMatches,
  type Normalise,
} from './finder.ts'

const number = '(?:\\d{1,3}(?:[.,]\\d{3}){1,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?)'
const scale = '(?: ?(?:mil|milhao|milhoes|thousand|million|k)(?![a-z]))?'

const signs: readonly [RegExp, string][] = [
  [/^r\$|brl|rea(?:l|is)|conto/u, 'BRL'],
  [/us\$|usd|u\$s|dolar|dollar|bucks|^\$/u, 'USD'],
  [/€|eur/u, 'EUR'],
  [/£|gbp|pounds?|libras?/u, 'GBP'],
]

const amount = new RegExp(
  [
    `(?<![a-z\\d$])(?:r\\$|us\\$|u\\$s|[$€£]|(?:brl|usd|eur|gbp)(?= ?\\d)) ?${number}(?!\\d|[.,]\\d)${scale}`,
    `(?<![a-z\\d]|\\d[.,])${number}${scale} ?(?:reais|real|contos|dolares|dolar|dollars?|bucks|euros?|libras|brl|usd|eur|gbp|€)${after}`,
  ].join('|'),
  'gu',
)

/** An amount without a currency, after a word for it. */
const bareAmount = /\d{1,3}(?:\.\d{3}){1,3},\d{2}(?![\d,.]\d)|\d{1,7}[.,]\d{2}(?![\d]|[.,]\d)/uy
const amountWords =
  'valor(?: total)?(?: de)?|total(?: de)?|preco(?: de)?|paguei|pago|custou|custa|saiu por|price(?: of)?|paid|cost|costs|amount(?: of)?'

/** The currency, where it is known, and the number with a point and two decimals, e.g. `BRL 1299.90`. */
function readAmount(plain: string): string | null {
  const currency = signs.find(([sign]) => sign.test(plain))?.[1]
  const written = new RegExp(number, 'u').exec(plain)?.[0] ?? ''
  const decimals = /[.,](\d{1,2})$/u.exec(written)?.[1] ?? ''
  const whole = written
    .slice(0, written.length - (decimals === '' ? 0 : decimals.length + 1))
    .replace(/\D/gu, '')
  const by = /milh|million/u.test(plain)
    ? 1_000_000
    : /(?:mil|thousand|\dk| k)(?![a-z])/u.test(plain)
      ? 1000
      : 1
  const value = Number(`${whole}.${decimals || '0'}`) * by
  return Number.isFinite(value) ? `${currency ? `${currency} ` : ''}${value.toFixed(2)}` : null
}

const methods: readonly [string, string][] = [
  ['cartao de credito|credit card|no credito', 'CREDIT_CARD'],
  ['cartao de debito|debit card|no debito', 'DEBIT_CARD'],
  ['boleto(?: bancario)?', 'BOLETO'],
  ['transferencia(?: bancaria)?|(?:bank|wire) transfer|ted', 'BANK_TRANSFER'],
  ['dinheiro|em especie|cash', 'CASH'],
  ['pix', 'PIX'],
  ['paypal', 'PAYPAL'],
]
const method = new RegExp(
  `(?<=(?<![a-z])(?:paguei|pagar|pago|pagamento|pagando|pay|paid|paying|payment)(?: (?:por|com|no|na|em|via|pelo|by|with|in|o|a|foi|ser|was|is|e)){0,3} )(?:${methods
    .map(([words]) => words)
    .join('|')})${after}`,
  'gu',
)
const asMethod: Normalise = (plain) =>
  methods.find(([words]) => new RegExp(`^(?:${words})$`, 'u').test(plain))?.[1] ?? null

const instalments = new RegExp(
  `(?<=(?<![a-z])em )\\d{1,2} ?(?:x|vezes)${after}|${before}\\d{1,2} ?(?:parcelas|instal?lments|prestacoes)${after}|${before}\\d{1,2}x (?=(?:de|of|sem juros)${after})`,
  'gu',
)

const account = '\\d(?:[.]?\\d){2,11}(?:-[\\dx])?(?![a-z\\d])'
const branch =
  '(?:agencia|ag)[.:]? ?(?:n?o?[.:]? )?\\d{3,5}(?:-[\\dx])?(?:,| -| /| e|;)? {0,2}(?:conta(?: corrente| poupanca)?|c/?c|cp|poupanca)[.:]? ?(?:n?o?[.:]? )?'
const bankAccount = new RegExp(`${before}${branch}${account}`, 'gu')
const asAccount: Normalise = (plain) =>
  (plain.match(/\d[\d.]*(?:-[\dx])?/gu) ?? []).join('/').replace(/\./gu, '')

const boleto =
  /(?<!\d)(?:\d{5}\.?\d{5} ?\d{5}\.?\d{6} ?\d{5}\.?\d{6} ?\d ?\d{14}|(?:\d{11}[ -]?\d ?){4})(?![ ]?\d)/gu

const uuid = /(?<![\da-z-])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-z-])/uy

export const findPaymentMethods: Finder = findMatches('PAYMENT_METHOD', method, asMethod)

export const moneyFinders: readonly Finder[] = [
  findMatches('BOLETO', boleto, (plain) => plain.replace(/\D/gu, '')),
  findLabelled('PIX_KEY', labelOf('chave pix(?: aleatoria)?|pix key|chave aleatoria|chave|pix'), uuid),
  findMatches('BANK_ACCOUNT', bankAccount, asAccount),
  findLabelled(
    'BANK_ACCOUNT',
    labelOf('conta (?:corrente|poupanca)|bank account'),
    new RegExp(account, 'uy'),
    asAccount,
  ),
  findLabelled(
    'BANK_ACCOUNT',
    labelOf('iban'),
    /[a-z]{2}\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,3})?(?![a-z\d])/uy,
    (plain) => asCode(plain.replace(/ /gu, ''), plain, ''),
  ),
  findLabelled(
    'CARD_ENDING',
    new RegExp(
      `${before}(?:cartao|card)(?: [a-z]{1,12}){0,3}? (?:final|(?:com )?finais|terminad[oa] em|termina em|ending(?: in| with)?|ends (?:in|with))(?: e| eh| is)?:? `,
      'gu',
    ),
    /\d{4}(?!\d)/uy,
  ),
  findMatches('AMOUNT', amount, readAmount),
  findLabelled('AMOUNT', labelOf(amountWords), bareAmount, readAmount),
  findMatches('INSTALMENTS', instalments, (plain) => /\d+/u.exec(plain)?.[0] ?? null),
  findMatches(
    'PERCENTAGE',
    /(?<![a-z\d]|\d[.,])\d{1,3}(?:[.,]\d{1,4})? ?(?:%|por cento(?![a-z])|percent(?![a-z]))/gu,
    (plain) =>
      withSingleBlanks(plain)
        .replace(/ ?(?:%|por cento|percent)$/u, '%')
        .replace(',', '.'),
  ),
]
