import { createReader, type Place } from './createReader.ts'
import { readBlocks } from './readBlocks.ts'

/**
 * Does what a page of docs/ shows, from top to bottom, as a reader would:
 *
 *     graphql  is asked; of a subscription the first event is the answer
 *     json     is the answer of the block before it
 *     sh       is run; variables stay set for later blocks of sh and js
 *     js       is run; with the marker `stays`, it runs on to the end of the page
 *     text     is what the last program prints, or the last that runs on
 *
 * Throws with the line of the page at which something else came. `…` stands for what differs, see `isLikeShown`; before
 * that, in what is asked or run, for a value of an earlier answer, see `createPlaceholders`.
 */
export async function runPage(page: string, place: Place): Promise<void> {
  const blocks = readBlocks(page)
  const fences = page.match(/^```/gmu)?.length ?? 0
  if (fences !== 2 * blocks.length)
    throw new Error(`expected ${fences / 2} blocks with a language, got ${blocks.length}`)
  const reader = createReader(place)
  try {
    for (const [index, { language, marker, text, line }] of blocks.entries()) {
      const kind = marker === null ? language : `${language} ${marker}`
      const step = reader.steps[kind]
      if (!step) throw new Error(`line ${line}: expected graphql, json, sh, js or text, got ${kind}`)
      await step(text, blocks[index + 1]?.language === 'json').catch((cause: unknown) => {
        throw new Error(`line ${line}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
      })
    }
  } finally {
    await reader.close()
  }
}
