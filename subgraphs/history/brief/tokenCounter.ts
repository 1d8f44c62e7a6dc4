import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** The name of what counts the tokens: the vocabulary of GPT-4o and later models of OpenAI. */
export const tokenizerName = 'o200k_base'

/**
 * How many tokens a line has, with its newline. Lines that begin with a letter, a dash or a number sign are split from
 * each other by the tokenizer. So the tokens of a text are the sum of those of its lines.
 */
export type CountTokens = (line: string) => number

/** Gives the counter. The first call loads the vocabulary, which takes about 0.3 s and 65 MB. */
export type TokenCounter = () => Promise<CountTokens>

const maxLines = 50_000

export function createTokenCounter(): TokenCounter {
  let loading: Promise<CountTokens> | null = null
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null
      throw error
    })
    return loading
  }
}

async function load(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  // By hashes, so that no line of a customer who is erased stays in memory.
  const known = new LRUCache<string, number>({ max: maxLines })
  // The names of special tokens are text like any other.
  const options = { disallowedSpecial: new Set<string>() }
  return (line) => {
    const key = hash('sha256', line, 'base64')
    const found = known.get(key)
    if (found !== undefined) return found
    const count = countTokens(`${line}\n`, options)
    known.set(key, count)
    return count
  }
}
