import type { Connection } from './connection/createConnection.ts'
import { acknowledgeDocument } from './documents.ts'

/** Acknowledges what a member of a consumer group has handled, in the background and several changes at once. */
export type Acknowledger = {
  /** The change with this cursor, and all before it, were handled. */
  handled(cursor: string): void
  /** Resolves when everything that was handled is acknowledged. */
  flush(): Promise<void>
}

export function createAcknowledger(connection: Connection, group: string, member: string): Acknowledger {
  let next: string | null = null
  let sending: Promise<void> | null = null

  async function send(): Promise<void> {
    while (next !== null) {
      const cursor = next
      next = null
      try {
        // A conflict needs nothing: the subscription has ended, and what it was given is given again.
        await connection.ask(acknowledgeDocument, { input: { group, member, cursor } })
      } catch {
        // What is not acknowledged is given again, and the subscription says why it was refused.
      }
    }
    sending = null
  }

  return {
    handled(cursor) {
      next = cursor
      sending ??= send()
    },
    async flush() {
      await sending
    },
  }
}
