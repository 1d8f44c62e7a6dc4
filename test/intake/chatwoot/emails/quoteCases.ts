import type { EmailCase } from './emailCase.ts'

/**
 * An answer with what Chatwoot makes of it: the content and `reply` are the whole text, `quoted` is the text without what
 * it quotes.
 */
function answer(name: string, whole: string, own: string, quotedText: string | null): EmailCase {
  const summary = whole.replace(/\s+/gu, ' ').trim()
  return [
    name,
    { content: whole, text: { full: whole, reply: whole, quoted: own } },
    { text: whole, summary, email: { quotedText } },
  ]
}

const gmail = 'On Tue, Jun 16, 2026 at 9:00 AM Loja <sac@loja.example> wrote:\n> Olá\n> > Oi'
const gmailPt = 'Em ter., 16 de jun. de 2026 às 09:00, Loja <sac@loja.example> escreveu:\n\n> Olá, Rita'
const outlook = 'From: Loja <sac@loja.example>\nSent: Tuesday\nTo: Rita\nSubject: RE: Pedido\n\nOlá'
const outlookPt = '________________________________\nDe: Loja <sac@loja.example>\nEnviado: terça-feira\n\nOlá'
const original = '-----Mensagem original-----\nDe: Loja\n\nOlá'

export const quoteCases: EmailCase[] = [
  answer('a quote of Gmail', `Ok, obrigada\n\n${gmail}`, 'Ok, obrigada', gmail),
  answer('a quote of Gmail in Portuguese', `Ok\n\n${gmailPt}\n`, 'Ok', gmailPt),
  answer('a quote of Outlook', `Ok\n\n${outlook}`, 'Ok', outlook),
  answer('a quote of Outlook in Portuguese', `Ok\r\n\r\n${outlookPt}`, 'Ok', outlookPt),
  answer('an original message', `Segue.\n\n${original}`, 'Segue.', original),
  answer('a quote in Spanish', 'Sí\n\nEl mar, Loja escribió:\nHola', 'Sí', 'El mar, Loja escribió:\nHola'),
  answer('a quote in German', 'Ja\n\nAm Di. schrieb Loja:\n> Hallo', 'Ja', 'Am Di. schrieb Loja:\n> Hallo'),
  answer(
    'a quote in French',
    'Oui\n\nLe mar. Loja a écrit :\n> Salut',
    'Oui',
    'Le mar. Loja a écrit :\n> Salut',
  ),
  answer('answers between quotes, which all stay', '> a?\nsim\n> b?\nnão', '> a?\nsim\n> b?\nnão', null),
  answer('a signature, which is no quote', 'Ok\n\n--\nRita\nDiretora', 'Ok', null),
  answer('no quote', 'Ok\n\nRita', 'Ok\n\nRita', null),
  [
    'a quote beside the text',
    {
      content: 'Ok',
      text: { full: 'Ok\n\n> Olá', reply: 'Ok', quoted: '> Olá' },
    },
    { text: 'Ok', email: { quotedText: '> Olá' } },
  ],
  [
    'a quote in HTML beside the text',
    {
      content: 'Ok',
      text: {},
      html: {
        full: '<p>Ok</p><blockquote>Olá</blockquote>',
        reply: '<p>Ok</p>',
        quoted: '<div>Loja escreveu:</div><blockquote>Olá<br>Rita</blockquote>',
      },
    },
    { text: 'Ok', email: { quotedText: 'Loja escreveu:\n\n> Olá\n> Rita' } },
  ],
  [
    'a quote of more than 150,000 characters',
    { content: 'Ok', text: { reply: 'Ok', quoted: `> ${'b'.repeat(150_000)}` } },
    { text: 'Ok', email: { quotedText: `> ${'b'.repeat(149_997)}…` } },
  ],
]
