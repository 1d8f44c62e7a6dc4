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

/** About 50,000 lines. */
const mostCharacters = 4_000_000

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
  const known = new LRUCache<string, number>({
    maxSize: mostCharacters,
    sizeCalculation: (_count, line) => line.length + 1,
  })
  // The names of special tokens are text like any other.
  const options = { disallowedSpecial: new Set<string>() }
  return (line) => {
    const found = known.get(line)
    if (found !== undefined) return found
    const count = countTokens(`${line}\n`, options)
    known.set(line, count)
    return count
  }
}
