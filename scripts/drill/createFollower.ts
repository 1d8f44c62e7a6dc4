import WebSocket from 'ws'
import { followCustomer } from '../../clients/follow/follow.ts'

export type Follower = {
  /** The ids of the messages that were delivered as recorded, in this order. */
  seen: string[]
  /** Resolves when an interaction was delivered. */
  hasSeen(id: string): Promise<void>
  /** Disconnect, and keep the position. */
  stop(): Promise<void>
  /** Connect to this address, and continue after the position. */
  goOn(url: string): void
}

/** Follow the messages of a customer, as a client does with `@elo/follow`, from the beginning or after a cursor. */
export function createFollower(customerId: string, url: string, after?: string): Follower {
  const seen: string[] = []
  let position: string | null = after ?? null
  let waiting: { id: string; resolve: () => void }[] = []
  let running: { end: AbortController; done: Promise<void> }

  async function run(address: string, signal: AbortSignal): Promise<void> {
    const changes = followCustomer({
      url: address,
      customerId,
      selection: 'summary',
      webSocket: WebSocket,
      signal,
      store: {
        load: () => position,
        save: (next) => {
          position = next
        },
      },
    })
    for await (const { change, interaction } of changes) {
      if (change !== 'RECORDED' || interaction?.__typename !== 'Message') continue
      seen.push(interaction.id)
      waiting = waiting.filter(({ id, resolve }) => {
        if (id === interaction.id) resolve()
        return id !== interaction.id
      })
    }
  }

  function goOn(address: string): void {
    const end = new AbortController()
    running = { end, done: run(address, end.signal) }
  }

  goOn(url)
  return {
    seen,
    goOn,
    async hasSeen(id) {
      if (seen.includes(id)) return
      const delivered = new Promise<void>((resolve) => waiting.push({ id, resolve }))
      await Promise.race([
        delivered,
        running.done.then(() => {
          throw new Error('the stream ended before the interaction was delivered')
        }),
      ])
    },
    async stop() {
      running.end.abort()
      await running.done
    },
  }
}
