import { describe, expect, it } from 'vitest'
import { defaultChatwootSettings } from '../../../../intake/chatwoot/read/chatwootSettings.ts'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'
import { aContact } from '../../../support/chatwoot/chatwootBodies.ts'

/** The tax numbers among the identifiers of a contact with these custom attributes. */
function taxNumbersIn(attributes: unknown, settings = defaultChatwootSettings): string[] {
  const body = aContact({ event: 'contact_created', custom_attributes: attributes, phone_number: null })
  const reading = readDelivery(body, { sentAt: new Date('2026-06-17T12:00:05.000Z'), settings })
  const [contact] = reading.outcome === 'understood' ? reading.objects : []
  return contact?.kind === 'contact' ? contact.state.identifiers : []
}

describe('a tax number', () => {
  it.each([
    'cpf',
    'CPF',
    'Cpf',
    'cpf_cnpj',
    'CPF/CNPJ',
    'cnpj',
    'documento',
    'Documento',
    'document_number',
    'tax_id',
  ])('is read under the name %s, a CPF as well as a CNPJ', (name) => {
    expect(taxNumbersIn({ [name]: '111.444.777-35' })).toEqual(['CPF 11144477735'])
    expect(taxNumbersIn({ [name]: '11.222.333/0001-81' })).toEqual(['CNPJ 11222333000181'])
  })

  it.each([
    ['as digits', '11144477735', 'CPF 11144477735'],
    ['as a number', 11_144_477_735, 'CPF 11144477735'],
    ['as a number without its leading zero', 1_234_567_890, 'CPF 01234567890'],
    ['as text without its leading zero', '1234567890', 'CPF 01234567890'],
    ['as a number without two leading zeros', 123_456_797, 'CPF 00123456797'],
    ['as a CNPJ without its leading zero', 6_990_590_000_123, 'CNPJ 06990590000123'],
    ['as a CNPJ with letters', '12.abc.345/01de-35', 'CNPJ 12ABC34501DE35'],
  ])('is read %s', (_name, given, identifier) => {
    expect(taxNumbersIn({ cpf_cnpj: given })).toEqual([identifier])
  })

  it.each(['111.444.777-36', '000.000.000-00', '00000000000000', '123', 0, 1.5, {}, null, true, ''])(
    'is none when its value is %j',
    (given) => {
      expect(taxNumbersIn({ cpf: given, documento: given })).toEqual([])
    },
  )

  it('is none under a general name when two leading zeros are missing', () => {
    expect(taxNumbersIn({ documento: 123_456_797 })).toEqual([])
    expect(taxNumbersIn({ documento: 1_234_567_890 })).toEqual(['CPF 01234567890'])
  })

  it('is none under another name', () => {
    expect(taxNumbersIn({ pedido: '11144477735', cpf_do_pai: '11144477735' })).toEqual([])
  })

  it('is read under the names that are configured, and no others', () => {
    const settings = { ...defaultChatwootSettings, taxNumberAttributes: ['Número do contribuinte'] }
    expect(taxNumbersIn({ numero_do_contribuinte: '11144477735' }, settings)).toEqual(['CPF 11144477735'])
    expect(taxNumbersIn({ cpf: '11144477735' }, settings)).toEqual([])
  })

  it('is read from each attribute, once', () => {
    const attributes = { cpf: '11144477735', documento: 11_144_477_735, cnpj: '11222333000181' }
    expect(taxNumbersIn(attributes)).toEqual(['CNPJ 11222333000181', 'CPF 11144477735'])
  })
})
