import type { FactKind } from '../fact.ts'
import { after, asCode, before, type Finder, findLabelled, findMatches, type Normalise } from './finder.ts'

/** What stands between the word for a number and the number itself, e.g. ` de compra nº: `. */
const purpose =
  '(?: d[eao] (?:compra|venda|servico|atendimento|entrega|suporte|reclamacao|cliente|chamado|produto))?' +
  '(?:,? (?:que|which|that) [a-z]{1,12}(?: [a-z]{1,12}){0,2}?(?:,| foi| e| eh| is| was))?'
const filler =
  '(?:[ \\t]{0,2}(?:(?:de numero|numero|number|num|nro|nr|codigo|code|cod|id|eh|is|was|foi|era|com)(?![a-z\\d])|(?:no|n)(?![a-z])|[eoa](?=[ :])|\\((?!\\d\\d\\))|[:#=.°№-])){0,4}[ \\t:#]{0,3}'

/** A label for `findLabelled`: one of the words, and what may stand before the value. */
export function labelOf(words: string): RegExp {
  return new RegExp(`${before}(?:${words})${purpose}${after}${filler}`, 'gu')
}

/** Letters, digits and signs between them, with a digit among the first ones; at most 44 characters. */
const code = '(?=[a-z._/-]{0,12}\\d)[a-z\\d](?:[a-z\\d]|\\.(?=\\d)|[_/-](?=[a-z\\d])){0,43}(?![a-z\\d])'
const unit =
  '(?:reais|real|unidades?|unid|un|pecas?|itens|item|items|units?|pieces?|kg|kilos?|dias?|days?|horas?|hours?|mil|vezes|times|x|caixas?|pares|euros?|dolares|dollars?|%)'
const codeValue = new RegExp(`${code}(?!,\\d| ?${unit}${after}| ?%)`, 'uy')

const isOther = [
  // A date, a time, a price, a number with its unit.
  /^\d{1,2}\/\d{1,2}(?:\/\d{2,4})?$/u,
  /^\d{1,2}[.-]\d{1,2}[.-]\d{2,4}$/u,
  /^\d{4}-\d{2}-\d{2}$/u,
  /^\d{1,2}(?:h|hs|hrs)\d{0,2}$/u,
  /^\d+\.\d{2}$/u,
  /^\d+(?:kg|g|ml|l|cm|mm|m|x|un|am|pm|st|nd|rd|th)$/u,
]

/** Without it a number of one or two digits is more often a quantity. */
const saysNumber = /(?:#|numero|number|nro|n[.°])[ :.#]*$/u

/** In upper case. */
const asNumber: Normalise = (plain, _written, label) =>
  (plain.replace(/[^a-z\d]/gu, '').length < 3 && !saysNumber.test(label)) ||
  isOther.some((each) => each.test(plain))
    ? null
    : plain.toUpperCase()

/** Kinds of numbers by the words that name them in Portuguese and English. */
const words: readonly [FactKind, string][] = [
  [
    'ORDER_NUMBER',
    'pedidos?|encomendas?|ordem|numero da compra|compra(?= (?:no|n|nro|numero|#))|orders?|purchase order|po',
  ],
  ['INVOICE_NUMBER', 'notas? fisca(?:l|is)(?: eletronica)?|nfs?-?e?|danfe|faturas?|invoices?'],
  [
    'PROTOCOL_NUMBER',
    'protocolos?|chamados?|ocorrencia|atendimento|sinistro|processo|tickets?|protocol|case|claim|incident',
  ],
  ['CONTRACT_NUMBER', 'contratos?|apolices?|contracts?|policy|agreement'],
  ['QUOTE_NUMBER', 'orcamentos?|propostas?|cotacao|quotes?|quotation|proposal|estimate'],
  [
    'CUSTOMER_NUMBER',
    '(?:codigo|numero|id|cadastro) (?:de |do )?cliente|matricula|cliente(?= (?:no|n|numero|codigo|#))|(?:customer|client|member|membership) (?:number|no|id|code)',
  ],
  ['TRACKING_CODE', '(?:codigo de )?rastre(?:io|amento)|tracking(?: (?:number|code|id))?'],
  [
    'PRODUCT_CODE',
    'codigo d[eo] produto|cod(?:igo)?\\.? produto|sku|ref|referencia|modelo|(?:product|item) code|part number|model',
  ],
  ['SERIAL_NUMBER', '(?:numero|no|n) de serie|serial(?: number)?|imei|s/n'],
]

const couponValue = /[a-z\d][a-z\d_-]{2,19}(?![a-z\d])/uy
/** A coupon has a digit, or is written in capitals. */
const asCoupon: Normalise = (plain, written) =>
  /\d/u.test(plain) || written === plain.toUpperCase() ? plain.toUpperCase() : null

const plateValue = /[a-z]{3}[ -]?\d[a-z\d]\d{2}(?![a-z\d])/uy
const asPlate: Normalise = (plain) => plain.replace(/[ -]/u, '').toUpperCase()

/** e.g. `12345 é o número do meu pedido`, `12345 is my order number`. */
function findBeforeLabel(kind: FactKind, names: string): Finder {
  const value = '(?=[a-z]{0,4}-?\\d)[a-z\\d-]{3,30}'
  const link = '(?= (?:e|eh|is|foi|was) '
  const article =
    '(?:(?:o|a|os|the|my|meu|minha) ){0,2}(?:(?:numero|codigo|no) )?(?:(?:d[oae]|meu|minha) ){0,2}'
  return findMatches(
    kind,
    new RegExp(`(?<![a-z\\d./-])${value}${link}${article}(?:${names})${after})`, 'gu'),
    asNumber,
  )
}

export const findCoupons: Finder = findLabelled(
  'COUPON',
  labelOf('cupo[mn](?: de desconto)?|coupon|voucher|promo code|codigo promocional'),
  couponValue,
  asCoupon,
)

export const codeFinders: readonly Finder[] = [
  ...words.map(([kind, names]) => findLabelled(kind, labelOf(names), codeValue, asNumber, { isList: true })),
  ...words.map(([kind, names]) => findBeforeLabel(kind, names)),
  findLabelled(
    'PLATE',
    labelOf('placas?(?: d[oe] (?:meu |seu )?(?:carro|veiculo|moto|caminhao))?|(?:license |number )?plate'),
    plateValue,
    asPlate,
  ),
  findMatches('TRACKING_CODE', new RegExp(`${before}[a-z]{2} ?\\d{9} ?[a-z]{2}${after}`, 'gu'), (plain) =>
    asCode(plain.replace(/ /gu, ''), plain, ''),
  ),
  // Without the word for it only in capitals.
  findMatches('PLATE', new RegExp(`${before}[a-z]{3}-?\\d[a-z\\d]\\d{2}${after}`, 'gu'), (plain, written) =>
    written === plain.toUpperCase() ? asPlate(plain, written, '') : null,
  ),
]
