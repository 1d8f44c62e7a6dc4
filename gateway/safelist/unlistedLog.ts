import { createHash } from 'node:crypto'
import { stripSensitiveLiterals } from '@apollo/utils.stripsensitiveliterals'
import { parse, print } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { Safelist } from './safelist.ts'

/** Operations that are remembered as logged. One that is forgotten is logged again. */
const maxRemembered = 1_000
/** The longest text in the log. */
const maxTextLength = 10_000

/**
 * In the mode `log`, logs one line for each operation that is not listed, the first time it is carried out. The line has
 * the operation's text without its literals and comments, so that it has nothing of a customer. Call it with valid
 * operations only.
 */
export function createUnlistedLog({ mode, operations }: Safelist, logger: Logger): (text: string) => void {
  if (mode !== 'log') return () => undefined
  const seen = new LRUCache<string, true>({ max: maxRemembered })
  return (text) => {
    const hash = createHash('sha256').update(text).digest('hex')
    if (seen.has(hash)) return
    seen.set(hash, true)
    if (operations.sameAs(text) !== undefined) return
    const shown = print(stripSensitiveLiterals(parse(text), { hideListAndObjectLiterals: true }))
    logger.warn(
      { event: 'operation_unlisted', sha256: hash, text: shown.slice(0, maxTextLength) },
      'an operation is not in ELO_OPERATIONS',
    )
  }
}
