import { foldText } from './foldText.ts'

/** Marks that are not seen; fillers that look like a blank, which people use to have an empty name. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]+/gu
const wrapping = /^[\s"'“”‘’<([{~]+|[\s"'“”‘’>)\]},;]+$/gu
const emoji = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u
/** Pictographs that are signs of a text. */
const plainSigns = /[©®™‼⁉〰]/gu
const signs = /[^\p{L}\p{N}]+/u

const mailAddress = /^(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@.]+$/u
/** Ids of WhatsApp: a number with device or agent, an opaque id, a group, a broadcast. */
const jid = /^[^\s@]+@(?:s\.whatsapp\.net|c\.us|g\.us|lid|hosted(?:\.lid)?|broadcast|newsletter)$/u
/** An id of WhatsApp that is valid within one business, e.g. `BR.13491208655302741918`. */
const businessScopedId = /^[a-z]{2}\.(?:ent\.)?\d{6,}$/u
const address = /^(?:https?:\/\/|www\.|wa\.me\/|t\.me\/)\S+$/u
const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/u
/** What Chatwoot generates for visitors without a name, e.g. `calma-azul-533`. */
const generatedByChatwoot = /^\p{Ll}+(?:-\p{Ll}+)*-\d+$/u
const partlyHiddenNumber = /^\+?[\dx\s().-]*\d{2}[\dx\s().-]*$/u

const words = (text: string): Set<string> => new Set(text.split(/\s+/u).filter((word) => word !== ''))

/** Words that stand for anybody. */
const anybody = words(`
  user usuario usuaria usr cliente client customer visitante visitor guest convidado convidada contato contacto contact
  lead assinante subscriber unknown desconhecido desconhecida desconocido desconocida inconnu unbekannt anonimo anonima
  anonymous null undefined none nan noname semnome
`)
/** Words that make no name of those, nor of a number. */
const beside = words(`
  a o de do da dos das of the from via no na id nr n numero number num new novo nova whatsapp wpp whats wa zap telegram
  instagram insta facebook messenger site website web webchat chat app email e mail sms tel telefone telephone phone
  fone cel celular cell mobile movil ramal fax jid lid uid
`)
/** Whole texts, as words; a number may stand beside them. */
const phrases = new Set([
  'sem nome',
  'no name',
  'sin nombre',
  'nome desconhecido',
  'unknown name',
  'name unknown',
  'nome nao informado',
  'nao informado',
  'nao informada',
  'nao identificado',
  'nao identificada',
  'nao disponivel',
  'not available',
  'not provided',
  'not set',
  'deleted account',
  'deleted user',
  'conta excluida',
  'conta apagada',
  'object object',
])

/**
 * Whether a text that stands in the place of a name is none: a telephone number, an id or an address of a channel, an
 * e-mail address, signs only, or what systems write when they know no name, e.g. `~`, `null`, `Visitante 12`,
 * `calma-azul-533`. A number beside a word of a name is part of the name: Zé 10.
 */
export function isPlaceholderName(name: string): boolean {
  const shown = name.normalize('NFKC').replace(invisible, '').trim()
  const folded = foldText(shown.replace(wrapping, '')).trim()
  if (!/\p{L}/u.test(folded)) return !isPicture(shown)
  const isFormOfId = [mailAddress, jid, businessScopedId, address, uuid].some((form) => form.test(folded))
  return (
    isFormOfId ||
    generatedByChatwoot.test(shown) ||
    partlyHiddenNumber.test(folded) ||
    folded === 'n/a' ||
    isOfAnybody(folded.split(signs).filter((word) => word !== ''))
  )
}

/** Whether a text without letters shows a picture, and no number. */
function isPicture(shown: string): boolean {
  return emoji.test(shown.replace(plainSigns, '')) && (shown.match(/\p{N}/gu)?.length ?? 0) < 4
}

/** Whether the words are those that systems write, with or without a number: `user 123`, `Novo contato`, `Tel. 11 9…`. */
function isOfAnybody(all: readonly string[]): boolean {
  if (phrases.has(all.filter((word) => !isNumber(word)).join(' '))) return true
  const stem = (word: string): string => word.replace(/\d+$/u, '')
  const isForAnybody = all.some((word) => anybody.has(stem(word)))
  const digits = all.join('').replace(/\P{N}/gu, '').length
  return (
    (isForAnybody || digits >= 6) &&
    all.every(
      (word) =>
        anybody.has(stem(word)) || beside.has(stem(word)) || isNumber(word) || isIdOf(word, isForAnybody),
    )
  )
}

const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word)

/** Whether a word beside `user` or the like can be an id: letters and digits. */
function isIdOf(word: string, isForAnybody: boolean): boolean {
  return isForAnybody && /\p{N}/u.test(word) && /^[\da-z]+$/u.test(word)
}
