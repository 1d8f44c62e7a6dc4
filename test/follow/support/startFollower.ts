import type { Change } from '../../../clients/follow/follow.ts'
import { until } from '../../support/until.ts'

export type Text = { text?: string }
export const selection = '... on Message { text }'

/** A caller of the kit that keeps what it was given. */
export type Follower = {
  /** The texts of the changes, in the order in which they came. */
  texts: string[]
  changes: Change<Text>[]
  /** Resolves when it was given this text. Throws what ended the following. */
  untilText(text: string): Promise<void>
  ended: Promise<void>
}

/** Read all changes in the background. `handle` is called for each. */
export function startFollower(
  iterable: AsyncIterable<Change<Text>>,
  handle: (change: Change<Text>) => Promise<void> | void = () => {},
): Follower {
  const texts: string[] = []
  const changes: Change<Text>[] = []
  let failure: unknown = null
  async function follow(): Promise<void> {
    try {
      for await (const change of iterable) {
        changes.push(change)
        if (change.interaction?.text !== undefined) texts.push(change.interaction.text)
        await handle(change)
      }
    } catch (error) {
      failure = error
    }
  }
  return {
    texts,
    changes,
    ended: follow(),
    async untilText(text) {
      await until(`"${text}" has come`, () => {
        if (failure) throw new Error('the follower has failed', { cause: failure })
        return texts.includes(text)
      })
    },
  }
}
