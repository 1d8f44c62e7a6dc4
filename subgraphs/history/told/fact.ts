/** What a value is that somebody told in a text; the keys of `Customer.known`. */
export const factKinds = [
  'CPF',
  'CNPJ',
  'RG',
  'PERSON_NAME',
  'COMPANY_NAME',
  'BIRTH_DATE',
  'EMAIL',
  'PHONE',
  'HANDLE',
  'ADDRESS',
  'POSTAL_CODE',
  'ORDER_NUMBER',
  'INVOICE_NUMBER',
  'PROTOCOL_NUMBER',
  'CONTRACT_NUMBER',
  'QUOTE_NUMBER',
  'CUSTOMER_NUMBER',
  'TRACKING_CODE',
  'PRODUCT_CODE',
  'SERIAL_NUMBER',
  'COUPON',
  'PLATE',
  'BANK_ACCOUNT',
  'PIX_KEY',
  'CARD_ENDING',
  'BOLETO',
  'AMOUNT',
  'INSTALMENTS',
  'PAYMENT_METHOD',
  'PERCENTAGE',
  'DATE',
  'TIME',
  'QUANTITY',
  'SIZE',
  'COLOUR',
  'WEIGHT',
  'DIMENSIONS',
  'PRODUCT',
  'LINK',
] as const
export type FactKind = (typeof factKinds)[number]

/** A value that a text tells, and where it stands: the characters (UTF-16) from `start` up to `end`. */
export type Fact = {
  kind: FactKind
  /** As it is written. */
  value: string
  /** The same for every spelling of the value, where that is certain; see the table in PROTOCOL.md. */
  normalised: string
  start: number
  end: number
}
