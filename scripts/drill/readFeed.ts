import WebSocket from 'ws'
import { type Change, followFeed } from '../../clients/follow/follow.ts'

/** The feed at an address from now on, or after a position of it. It ends when the caller leaves the loop. */
function changesOf(url: string, after: string | null): AsyncGenerator<Change<object>, void, void> {
  return followFeed({
    url,
    selection: 'summary',
    webSocket: WebSocket,
    start: after === null ? 'now' : { after },
  })
}

/** The present position of the feed. */
export async function feedPosition(url: string): Promise<string> {
  for await (const { cursor } of changesOf(url, null)) return cursor
  throw new Error('the feed ended before it gave a position')
}

/** The ids of the interactions of the feed after a position, up to a given one, each as often as it came. */
export async function readFeed(url: string, after: string, last: string): Promise<string[]> {
  const ids: string[] = []
  for await (const { interaction } of changesOf(url, after)) {
    if (interaction) ids.push(interaction.id)
    if (interaction?.id === last) break
  }
  return ids
}
