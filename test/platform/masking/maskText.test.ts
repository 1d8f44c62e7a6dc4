import { describe, expect, it } from 'vitest'
import { maskText } from '../../../platform/masking/maskText.ts'

describe('maskText', () => {
  it.each([
    ['Meu CPF é 111.444.777-35, ok?', 'Meu CPF é ***.444.777-**, ok?'],
    ['CPF11144477735', 'CPF***.444.777-**'],
    ['111 444 777 35', '***.444.777-**'],
    ['111,444,777,35', '***.444.777-**'],
    ['cnpj 11.222.333/0001-81', 'cnpj **.222.333/****-**'],
    ['11222333000181', '**.222.333/****-**'],
    ['12.ABC.345/01DE-35', '**.ABC.345/****-**'],
    ['cnpj12abc34501de35', 'cnpj**.ABC.345/****-**'],
    ['123.456.789-10 has wrong digits', '***.***.***-10 has wrong digits'],
  ])('masks a CPF or CNPJ by its middle: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it('shows nothing of eleven digits that are a CPF and can be a telephone', () => {
    expect(maskText('11987654374')).toBe('***********')
  })

  it.each([
    ['(11) 98765-4321', '(**) *****-**21'],
    ['+55 11 98765-4321', '+** ** *****-**21'],
    ['+1 (415) 555-2671', '+* (***) ***-**71'],
    ['06 12 34 56 78', '** ** ** ** 78'],
    ['3265-4321', '****-**21'],
    ['me liga: 32654321', 'me liga: ******21'],
    ['wa_id 5511987654321', 'wa_id ***********21'],
    ['wa.me/5511987654321', 'wa.me/***********21'],
    ['4111 1111 1111 1111', '**** **** **** **11'],
    ['RG 12.345.678-9', 'RG **.***.**8-9'],
  ])('masks other numbers but for the last two digits: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    ['joao.silva@gmail.com', 'j***@…'],
    ['<joao@loja.com.br>, "João da Silva"@x.org', '<j***@…>, J***@…'],
    ['é joao @gmail.com', 'é j***@…'],
    ['5511987654321:12@s.whatsapp.net', '***********21:1***@…'],
    ['mailto:ana@x.com?subject=oi', 'mailto:a***@…?subject=oi'],
  ])('masks an address: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    ['https://loja.example/pedido/123?token=abc#top', 'https://loja.example/pedido/123?***'],
    ['veja www.loja.example/x#id=7', 'veja www.loja.example/x#***'],
    ['https://ana:secret@loja.example/x', 'https://***@loja.example/x'],
    ['https://loja.example/u/ana%40x.com', 'https://loja.example/u/***'],
    ['https://loja.example/eyJfcmFpbHMiOnsiZGF0YSI6Nn0/a.pdf', 'https://loja.example/***/a.pdf'],
    ['wamid.HBgNNTUxMTk4NzY1NDMyMRUCABIYFjNFQjBD', 'wamid.***'],
  ])('masks what a link tells: %s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    ['digits of another script', '١١٩٨٧٦٥٤٣٢١', '*********21'],
    ['wide digits', '１１１．４４４．７７７－３５', '***.444.777-**'],
    ['digits of mathematics', '𝟏𝟏𝟏𝟒𝟒𝟒𝟕𝟕𝟕𝟑𝟓', '***.444.777-**'],
    ['circled digits', '①①⑨⑧⑦⑥⑤④③②①', '*********21'],
    ['keycaps', '1️⃣1️⃣9️⃣8️⃣7️⃣6️⃣5️⃣4️⃣3️⃣2️⃣1️⃣', '*********21\uFE0F\u20E3'],
    ['what is not seen', '1\u200B1\u00AD1.4\u20604\uFEFF4.777-35', '***.444.777-**'],
    ['controls', '111\u0000444\u0007777\u001B35', '***.444.777-**'],
    ['other spaces and hyphens', '11\u00A098765\u20114321', '** *****-**21'],
    ['a wide @', 'joao＠x．com', 'j***@…'],
    ['an address with what is not seen', 'jo\u200Bao\u2060@\u200Bx.com', 'j***@…'],
  ])('is not misled by %s', (_what, text, masked) => {
    expect(maskText(text)).toBe(masked)
  })

  it.each([
    'Oi, tudo bem? 😍 Às 10h, ou 10:30.',
    'pedido 1234567, 3 itens, tamanho 42',
    'R$ 1.234,56 em 10x de R$ 123,45; US$ 1234.50; R$ 12.345.678,90; 99,90',
    'de 01/06/2026 a 30/06/2026, 1.6.2026, 01/06/26, 2026-06-01/2026-06-30, 20260601',
    '2026-06-01T12:05:10.000Z e 2026-06-01 12:05:10',
    'pedido 1234567 01/06/2026 12:05',
    'em 2024-2025 ou 2024/2025, CEP 01310-100, versão 1.20.3',
    'int_01a208ec-7292-725b-8dbf-ef721dd1cf8f',
    'https://loja.example/como-escolher-a-bolsa-certa-para-o-notebook',
    'segue @mari.pedala e [@Paula](mention://user/1/Paula)',
    '50% a @ 10 @ 20',
    'ação ﬁm ½ ™ …',
  ])('leaves %s', (text) => {
    expect(maskText(text)).toBe(text)
  })

  it('masks numbers beside each other, and what is harmless beside them stays', () => {
    expect(maskText('2026-06-01 12:05 pedido 12345 111.444.777-35, (11) 98765-4321 R$ 199,90')).toBe(
      '2026-06-01 12:05 pedido 12345 ***.444.777-**, (**) *****-**21 R$ 199,90',
    )
  })
})
