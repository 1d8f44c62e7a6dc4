import type { EmailCase } from './emailCase.ts'

/** An e-mail of which Chatwoot has no text. */
function onlyHtml(name: string, full: string, text: string): EmailCase {
  const summary = text.replace(/\s+/gu, ' ')
  return [name, { content: null, text: {}, html: { full } }, { text, summary }]
}

const picture = `data:image/png;base64,${'iVBORw0KGgo'.repeat(1_000)}`
const file = {
  id: 401,
  message_id: 9001,
  file_type: 'file',
  account_id: 1,
  content_type: 'application/pdf',
  data_url: 'https://desk.example/rails/active_storage/blobs/redirect/abc--def/contrato.pdf',
}

export const htmlCases: EmailCase[] = [
  onlyHtml(
    'HTML only',
    '<html><body><p>Ol&aacute;,</p><p>Segue&nbsp;o pedido.</p></body></html>',
    'Olá,\n\nSegue o pedido.',
  ),
  onlyHtml(
    'HTML of a mail program with styles and a title',
    '<!DOCTYPE html><html><head><title>x</title><style>p{color:red}</style></head><body><div>Oi</div><div><br></div><div>Rita</div></body></html>',
    'Oi\n\nRita',
  ),
  onlyHtml(
    'a table',
    '<table><tr><td>Sofá</td><td>1</td></tr><tr><td>Mesa</td><td>2</td></tr></table>',
    'Sofá 1\nMesa 2',
  ),
  onlyHtml(
    'a list',
    '<p>Quero:</p><ul><li>Sofá</li><li>Mesa <b>azul</b></li></ul>',
    'Quero:\n\n- Sofá\n- Mesa azul',
  ),
  onlyHtml(
    'links',
    '<a href="https://loja.example/8812">Pedido</a>, <a href="https://loja.example/">loja.example</a>, <a href="javascript:x">y</a>',
    'Pedido <https://loja.example/8812>, loja.example, y',
  ),
  onlyHtml(
    'inline pictures',
    `<p>Veja:</p><img src="cid:a1" alt="foto"><img src="${picture}"><p>Fim</p>`,
    'Veja:\n\nFim',
  ),
  onlyHtml(
    'a quote',
    '<div>Ok</div><blockquote>Olá<blockquote>Oi</blockquote></blockquote>',
    'Ok\n\n> Olá\n>\n> > Oi',
  ),
  onlyHtml('hidden parts', '<div style="display:none">pre</div><script>x()</script>Oi<!-- c -->', 'Oi'),
  onlyHtml('HTML of a broken program', 'Oi <b>Rita<p>Fim</b></div><o:p></o:p>', 'Oi Rita\n\nFim'),
  onlyHtml('HTML without tags', 'Oi,   Rita', 'Oi,   Rita'),
  [
    'HTML that is nested too deeply',
    { content: null, text: {}, html: { full: `<p>Oi</p>${'<div>'.repeat(20_000)}fim` } },
    { text: 'Oi…', textTruncated: true },
  ],
  [
    'HTML with more than 150,000 characters',
    { content: null, text: {}, html: { full: `<p>${'a'.repeat(200_000)}</p>` } },
    { text: `${'a'.repeat(149_999)}…`, textTruncated: true, summary: `${'a'.repeat(199)}…` },
  ],
  [
    'text and HTML that Chatwoot does not show',
    {
      content: '',
      text: { full: 'Oi\n\n> Olá', reply: 'Oi', quoted: '> Olá' },
      html: { full: '<p>HTML</p>' },
    },
    { text: 'Oi', email: { quotedText: '> Olá' } },
  ],
  [
    'nothing but a subject',
    { content: null, subject: 'Cancelar meu plano 8812', text: { full: '', reply: '', quoted: '' } },
    { text: null, email: { subject: 'Cancelar meu plano 8812' } },
  ],
  ['a picture and no text', { content: null, text: {}, html: { full: '<img src="cid:1">' } }, { text: null }],
  [
    'a file and no text',
    { content: null, text: {}, message: { attachments: [file] } },
    {
      text: null,
      summary: 'Pedido 8812 [file] contrato.pdf',
      attachments: [{ type: 'file', title: 'contrato.pdf' }],
    },
  ],
  [
    'an invitation to a meeting',
    {
      content: 'Rita convidou você: Reunião\nQuando: ter. 16 jun. 2026 10h – 11h',
      subject: 'Convite: Reunião',
      message: {
        attachments: [{ ...file, content_type: 'text/calendar', data_url: `${file.data_url}/invite.ics` }],
      },
    },
    {
      text: 'Rita convidou você: Reunião\nQuando: ter. 16 jun. 2026 10h – 11h',
      summary: 'Rita convidou você: Reunião Quando: ter. 16 jun. 2026 10h – 11h',
      email: { subject: 'Convite: Reunião' },
      attachments: [{ type: 'file', title: 'invite.ics' }],
    },
  ],
]
