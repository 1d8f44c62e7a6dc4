import { labelOf } from './codes.ts'
import { absoluteDate, readDate } from './dates.ts'
import { before, type Finder, findLabelled } from './finder.ts'
import type { PlainText } from './plainText.ts'

const name = "[a-z][a-z'’-]{0,29}"
/** Seven words of 30 characters. */
const longestName = 217
const names = new RegExp(`${name}(?:(?: ${name}){1,6}|)\\.?`, 'uy')
const isParticle = /^(?:d[aeo]s?|e|von|van|del|la)$/u
/** Words that end a name, or begin what is none. */
const isNoName = new RegExp(
  `^(?:${[
    'e|ou|mas|que|com|sem|para|pra|por|no|na|em|um|uma|o|a|os|as|meu|minha|seu|sua|eu|nao|sim|ja|so|muito|mais|aqui|tudo',
    'quero|queria|preciso|gostaria|tenho|estou|sou|moro|comprei|fiz|recebi|pedido|cpf|cnpj|email|telefone|celular|tel|endereco',
    'nome|correto|certo|errado|esta|completo|obrigad[oa]|oi|ola|bom|boa|isso|esse|este|ele|ela|foi|vai|do|da|de|dos|das',
    'and|or|but|with|not|i|my|is|the|your|it|on|in|at|from|for|of|here|born|live|to|was|spelled|wrong|calling|speaking|please',
    'cliente|dono|dona|titular|responsavel|favor|voces?|ok|claro|espera|momento|customer|owner|sorry|sure',
  ].join('|')})$`,
  'u',
)

/**
 * A name that follows its label: words with a capital, with particles between them; where the first has none, as many
 * customers write, up to four words until one that is in no name. `capitals`: how many words must have a capital.
 */
function findNames(label: RegExp, capitals: number): Finder {
  return ({ plain, folded }: PlainText) => {
    const found = []
    for (const { index, 0: text } of plain.matchAll(label)) {
      const start = index + text.length
      names.lastIndex = start
      const words = names.exec(plain)?.[0].replace(/\.$/u, '').split(' ') ?? []
      const end = start + nameLength(words, folded.slice(start, start + longestName), capitals)
      if (end > start + 1)
        found.push({ kind: 'PERSON_NAME' as const, start, end, normalised: plain.slice(start, end) })
    }
    return found
  }
}

/** The number of characters of the words that are a name; 0 when they are none. */
function nameLength(words: readonly string[], written: string, capitals: number): number {
  const startsWithCapital = /^\p{Lu}/u.test(written)
  if (capitals > 0 && !startsWithCapital) return 0
  let [place, end, count] = [0, 0, 0]
  for (const word of words) {
    const hasCapital = /^\p{Lu}/u.test(written.slice(place))
    const isName = !isNoName.test(word) && (startsWithCapital ? hasCapital : count < 4)
    if (!isName && !(count > 0 && isParticle.test(word))) break
    place += word.length + 1
    if (!isName) continue
    end = place - 1
    count++
  }
  return count < capitals ? 0 : end
}

const saysName = new RegExp(
  `${before}(?:(?:o )?meu nome(?: completo)?(?: e| eh|:)|me chamo|chamo-me|nome(?: completo)?(?: do (?:titular|cliente))? ?:|my(?: full)? name(?: is|'s|:)|(?:full )?name ?:) {1,2}`,
  'gu',
)
const introduces = new RegExp(
  `${before}(?:aqui (?:e|eh|quem fala e|fala) (?:[oa] )?|quem fala e (?:[oa] )?|pode me chamar de |sou [oa] |i'm called |call me |this is (?=${name}(?: ${name})? (?:speaking|here)))`,
  'gu',
)

const saysWhoTheyAre = new RegExp(`${before}(?:i'm|i am) `, 'gu')

const company =
  /[a-z\d][a-z\d&'.-]{0,29}(?: (?!(?:e|and|com|with|que|no|na|cnpj|cpf) )[a-z\d&][a-z\d&'.-]{0,29}){0,6}/uy
const saysCompany = new RegExp(
  `${before}(?:(?:minha|nossa) empresa (?:e|eh|se chama) (?:a )?|(?:trabalho|compro) (?:na|pela|para a) empresa |nome da empresa(?: e| eh)? ?:? |razao social(?: e| eh)? ?:? |(?:my|our) company (?:is called|is) |company(?: name)? ?: )`,
  'gu',
)

const born = labelOf(
  'nasci em|nasci no dia|nascid[oa] em|(?:data de )?nascimento|nasc|aniversario|dn|date of birth|birth ?date|birthday|dob|born on|born',
)

export const peopleFinders: readonly Finder[] = [
  findNames(saysName, 0),
  findNames(introduces, 1),
  findNames(saysWhoTheyAre, 2),
  findLabelled('COMPANY_NAME', saysCompany, company, (plain) => plain.replace(/\.$/u, '')),
  findLabelled('BIRTH_DATE', born, new RegExp(absoluteDate, 'uy'), (plain) => readDate(plain)),
]
