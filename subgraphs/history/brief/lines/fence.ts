import { endOfCharacters } from '../../../../platform/lang/endOfCharacters.ts'

/**
 * What people and other systems wrote is fenced by « and », on one line. The text within cannot close the fence, begin a
 * line, hide anything or look like the markup of prompts:
 *
 * | what                                                                | becomes           |
 * | ------------------------------------------------------------------- | ----------------- |
 * | line ends and other white space                                     | one space         |
 * | control, format, private and variation characters, invisible ones   | nothing           |
 * | « and »                                                             | "                 |
 * | other angle brackets, square brackets, braces, of whatever width    | ( and )           |
 * | back quotes, vertical bars                                          | ' and /           |
 * | ## and more; --- ===  ~~~ ___ and more; ** and more; """ and '''    | one of them       |
 * | `system:`, `assistant:` and other names of roles                    | `system -`        |
 *
 * Letters, digits and the signs of numbers, addresses and links stay. It takes linear time.
 */
export function fenced(text: string, longest: number): string {
  return `«${cut(plain(text), longest)}»`
}

const open = /[<‹〈《≪⟨⟪❮❰⟦〚[{（]/gu
const close = />|[›〉》≫⟩⟫❯❱⟧〛\]}）]/gu
const unseen =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u034f\u115f\u1160\u3164\uffa0\u2800]/gu
const fullWidth = /[\uff01-\uff5e]/gu
const repeated = /([#=~_"'])\1+|(-)-{2,}|(\*)\*+/gu
const role =
  /\b(system|assistant|developer|user|human|tool|function|model|sistema|assistente|desenvolvedor|ferramenta)\s*:/giu

function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(unseen, '')
    .replace(fullWidth, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) - 0xfee0))
    .replace(open, '(')
    .replace(close, ')')
    .replace(/[«»]/gu, '"')
    .replace(/[`´]/gu, "'")
    .replace(/[|｜¦]/gu, '/')
    .replace(repeated, '$1$2$3')
    .replace(role, '$1 -')
    .replace(/ {2,}/gu, ' ')
    .trim()
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, endOfCharacters(text, longest - 1)).trimEnd()}…`
}
