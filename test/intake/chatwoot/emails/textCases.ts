import type { EmailCase } from './emailCase.ts'

const longest = 150_000

/** `…` is the last of 150,000 characters when more came. */
function cut(text: string): string {
  return `${Array.from(text)
    .slice(0, longest - 1)
    .join('')}…`
}

/** A text that must come out as it came, with its summary if that is another. */
function unchanged(name: string, content: string, summary?: string): EmailCase {
  return [name, { content }, { text: content, ...(summary !== undefined && { summary }) }]
}

const contract = `${'Cláusula. '.repeat(12_000)}ASSINATURA FINAL`
const exactly = `${'ab '.repeat(49_999)}fim`
const over = `${'Cláusula. '.repeat(16_000)}ASSINATURA FINAL`
const pictures = '😀'.repeat(longest)
const wordy = 'palavra '.repeat(30)

/** Summaries are the beginning of the text in one line. */
function summaryOf(text: string): string {
  return `${Array.from(text).slice(0, 199).join('')}…`
}

export const textCases: EmailCase[] = [
  unchanged('a plain text', 'Bom dia, onde está meu pedido?'),
  unchanged('a text in Portuguese', 'Atenção: não recebi a fatura de março. Obrigação à vista, é só pagar?'),
  unchanged('a text that was in ISO-8859-1', 'Müller & Söhne: 20 ½ Kilo für 30 £, naïve façade'),
  unchanged('a text that was in windows-1252', '“Orçamento” – 10 € … ‘ok’ • Šašo Œuvre'),
  unchanged('a text that was in KOI8-R', 'Здравствуйте, где мой заказ?'),
  unchanged('a text that was in ISO-2022-JP', 'お世話になっております。請求書を送ってください。'),
  unchanged('a text that was in GB18030', '您好,请问发票什么时候寄出? 𠮷野家'),
  unchanged('a text that was in Big5', '您好,請問發票何時寄出?'),
  unchanged('a text that was in EUC-KR', '안녕하세요, 영수증을 보내 주세요.'),
  unchanged('a text that was in TIS-620', 'สวัสดีครับ ขอใบเสร็จด้วย'),
  unchanged('a text that was decoded wrongly', 'Atenção: pedido nÃºmero 12'),
  unchanged('a text from right to left', 'שלום, איפה ההזמנה שלי?'),
  unchanged('a text in both directions with marks', 'مرحبا \u202bطلب 8812\u202c شكرا\u200f.'),
  unchanged('combining marks and joined pictures', 'e\u0301 👩🏽‍🚒 🇧🇷 👨‍👩‍👧‍👦 ok'),
  unchanged('emoji', '🌿🌿 obrigada 🙏🏾'),
  unchanged('only one sign', '.'),
  unchanged(
    'a text with tabs and several lines',
    'Item\tQtd\r\nSofá\t1\r\n\r\nTotal 1',
    'Item Qtd Sofá 1 Total 1',
  ),
  unchanged('a text with NUL', 'antes\u0000depois'),
  [
    'halves of surrogate pairs',
    { content: 'a \ud83d b \ude00 c 😀', subject: 'x\ud83d' },
    { text: 'a \ufffd b \ufffd c 😀', email: { subject: 'x\ufffd' } },
  ],
  unchanged('a text that looks like HTML', '<b>Oi</b> &amp; <script>alert(1)</script>'),
  unchanged('a text that looks like JSON', '{"$set": {"a.b": 1}, "__proto__": {}}'),
  [
    'a delivery failure',
    {
      content: 'Delivery has failed to these recipients:\n\nrita@example.com\n550 5.1.1 User unknown',
      subject: 'Undelivered Mail Returned to Sender',
      from: ['mailer-daemon@mx.example'],
      html: {},
    },
    {
      text: 'Delivery has failed to these recipients:\n\nrita@example.com\n550 5.1.1 User unknown',
      summary: 'Delivery has failed to these recipients: rita@example.com 550 5.1.1 User unknown',
      actor: { kind: 'CUSTOMER', externalId: 'mailer-daemon@mx.example', name: 'mailer-daemon@mx.example' },
      email: { subject: 'Undelivered Mail Returned to Sender', from: ['mailer-daemon@mx.example'] },
    },
  ],
  [
    'an automatic answer',
    { content: 'Estou de férias até 30/06.', subject: 'Resposta automática: Pedido 8812' },
    { text: 'Estou de férias até 30/06.', email: { subject: 'Resposta automática: Pedido 8812' } },
  ],
  ['a long text', { content: contract }, { text: contract, summary: summaryOf(contract) }],
  ['150,000 characters', { content: exactly }, { text: exactly, summary: summaryOf(exactly) }],
  [
    '150,000 emoji',
    { content: pictures, text: {}, conversation: { messages: [] } },
    { text: pictures, summary: summaryOf(pictures) },
  ],
  [
    'more than 150,000 characters',
    { content: over, text: {} },
    { text: cut(over), textTruncated: true, summary: summaryOf(over) },
  ],
  [
    'more than 150,000 characters, which Chatwoot has cut',
    { content: `${over.slice(0, longest - 3)}...`, text: { full: over, reply: over, quoted: over } },
    { text: `${over.slice(0, longest - 3)}...`, textTruncated: true, summary: summaryOf(over) },
  ],
  [
    '150,000 characters whose last ones are dots',
    { content: `${over.slice(0, longest - 3)}...`, text: { reply: `${over.slice(0, longest - 3)}...` } },
    { text: `${over.slice(0, longest - 3)}...`, summary: summaryOf(over) },
  ],
  ['words for a summary', { content: wordy }, { text: wordy, summary: summaryOf(wordy) }],
]
