import { readFileSync } from 'node:fs'
import { readBlocks } from '../docs/support/readBlocks.ts'

/** The README of this tree. */
export const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The contents of its code blocks in a language, in order. */
export function blocksOf(language: string): string[] {
  return textsIn(readme, language)
}

function textsIn(page: string, language: string): string[] {
  return readBlocks(page).flatMap((block) => (block.language === language ? [block.text] : []))
}

/** The shell lines of a section. */
export function shellLinesOf(heading: string): string[] {
  const [, section = ''] = readme.split(`## ${heading}\n`)
  const [lines = ''] = textsIn(section, 'sh')
  return lines.split('\n')
}

/**
 * A bash script with the lines of "Let your team in", on a port of its own. It ends what it has started, and prints the
 * answer with the key, the answer without one, the stored keys and the key.
 */
export function teamScript(port: number, keysDir = '.data/keys'): string {
  const lines = shellLinesOf('Let your team in')
    .join('\n')
    .replace('.data/keys', keysDir)
    .replace('http://localhost:4000', `http://localhost:${port}`)
  const withoutKey = `curl --silent http://localhost:${port}/graphql --header 'content-type: application/json' --data '{}'`
  return `set -m\n${lines}\necho; ${withoutKey}; echo; kill -- -$!; wait $!; cat "$ELO_KEYS_DIR"/*; echo "$KEY"`
}

/** The answers of the graph among the lines that `teamScript` prints. */
export function teamAnswers(printed: string): unknown[] {
  const answers = printed.split('\n').filter((line) => /^\{"(?:data|errors)"/u.test(line))
  return answers.map((line): unknown => JSON.parse(line))
}
