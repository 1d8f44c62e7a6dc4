import type { Fact, FactKind } from '../fact.ts'
import { findFacts } from '../findFacts.ts'

/** What a customer writes before the value, so that the rules of `findFacts` know what a bare value is. */
const labels: Partial<Record<FactKind, string>> = {
  CPF: 'cpf ',
  CNPJ: 'cnpj ',
  RG: 'rg ',
  PERSON_NAME: 'nome: ',
  COMPANY_NAME: 'nome da empresa ',
  BIRTH_DATE: 'nascimento ',
  PHONE: 'telefone ',
  HANDLE: 'instagram ',
  POSTAL_CODE: 'cep ',
  ORDER_NUMBER: 'pedido ',
  INVOICE_NUMBER: 'nota fiscal ',
  PROTOCOL_NUMBER: 'protocolo ',
  CONTRACT_NUMBER: 'contrato ',
  QUOTE_NUMBER: 'orçamento ',
  CUSTOMER_NUMBER: 'código de cliente ',
  TRACKING_CODE: 'rastreio ',
  PRODUCT_CODE: 'sku ',
  SERIAL_NUMBER: 'serial ',
  COUPON: 'cupom ',
  PLATE: 'placa ',
  BANK_ACCOUNT: 'conta corrente ',
  PIX_KEY: 'pix ',
  CARD_ENDING: 'cartão final ',
  AMOUNT: 'valor ',
  PAYMENT_METHOD: 'paguei por ',
  QUANTITY: 'quantidade ',
  SIZE: 'tamanho ',
  COLOUR: 'cor ',
}

const longestAnswer = 80
/** What may stand before a bare value: `é o`, `it's`, `nº`. */
const beforeValue = /^\s*(?:(?:é|e|eh|it's|it is|is|foi|o|a|número|numero|nº|n)[\s:#.]+){0,3}/iu
const afterValue = /^[\s.,!?)]*(?:(?:obrigad[oa]|por favor|ok|thanks|thank you|please)[\s.!]*)?$/iu

/**
 * The value that a short text gives as the answer to a question for a kind, e.g. `12345` to "qual o número do pedido?". Null
 * when the text has more than the value.
 */
export function findAnswer(text: string, kind: FactKind): Fact | null {
  const label = labels[kind]
  if (label === undefined || text.length > longestAnswer) return null
  const skipped = beforeValue.exec(text)?.[0].length ?? 0
  const moved = label.length - skipped
  const fact = findFacts(label + text.slice(skipped)).find(
    (each) => each.kind === kind && each.end > label.length,
  )
  if (!fact) return null
  const [start, end] = [fact.start - moved, fact.end - moved]
  const isAll =
    /^[\s:#(]*$/u.test(text.slice(skipped, Math.max(start, 0))) && afterValue.test(text.slice(end))
  return isAll && start >= skipped ? { ...fact, start, end } : null
}
