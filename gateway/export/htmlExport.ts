import type { ExportLine } from './customerExport.ts'

/** How lines become a page for people, in Portuguese and English. It needs nothing else: no script, font or picture. */
export const htmlExport = {
  begin: `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<title>Extrato de dados pessoais / Personal data statement</title>
<style>
body { font: 14px/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #111 }
section { border-top: 1px solid #bbb; margin-top: 1rem; break-inside: avoid }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem } h3 { font-size: 1rem; margin-bottom: 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0.3rem 0 }
dt { color: #555 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
@media print { body { margin: 0; max-width: none } }
</style>
</head>
<body>
<h1>Extrato de dados pessoais <small lang="en">Personal data statement</small></h1>
`,
  end: '</body>\n</html>\n',
  line(line: ExportLine): string {
    switch (line.type) {
      case 'export': {
        const { customerId, purpose, includesNotes } = line
        return section('Pedido', 'Request', { customerId, purpose, includesNotes })
      }
      case 'customer':
        return section('Cliente', 'Customer', line.customer)
      case 'conversation':
        return section('Atendimento', 'Conversation', line.conversation)
      case 'interaction':
        return section('Registro', 'Interaction', line.interaction)
      case 'end': {
        const { conversations, interactions } = line
        return section('Fim do extrato', 'End of the statement', { conversations, interactions })
      }
    }
  },
  failed: (message: string) =>
    section('O extrato está incompleto', 'The statement is incomplete', { error: message }),
}

function section(portuguese: string, english: string, content: Record<string, unknown>): string {
  return `<section><h2>${portuguese} <small lang="en">${english}</small></h2>${list(content)}</section>\n`
}

function list(content: object): string {
  const entries = Object.entries(content).filter(([, value]) => !isNothing(value))
  return `<dl>${entries.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${shown(value)}</dd>`).join('')}</dl>`
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join('\n')
  if (typeof value === 'object' && value !== null) return list(value)
  return escaped(String(value))
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
