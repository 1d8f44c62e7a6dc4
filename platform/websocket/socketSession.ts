import { CloseCode } from 'graphql-ws'
import { tryAgainLater } from './closeCodes.ts'
import { maskThrown } from '../errors/maskThrown.ts'
import type { Logger } from '../process/log/logger.ts'

/** When a session ends, and how it is renewed. */
export type SessionExpiry<Session, Given> = {
  /** When it is to be checked again, in ms; null: never. */
  checkAt: (session: Session) => number | null
  /** The session from then on; rejects when it has ended. */
  check: (session: Session) => Promise<Session>
  /** The session with what the client gave; rejects when that is not valid, or of another caller. */
  renew: (session: Session, given: Given) => Promise<Session>
}

// A timer of Node.js cannot wait for more than 24 days.
const maxWaitMs = 60 * 60_000

/**
 * The session of one socket, or of one stream of server-sent events. When it ends, or is refused, it is closed: by the
 * code of the error with 4403 (FORBIDDEN), 1013 (UNAVAILABLE, RATE_LIMITED) or 4401 (any other), and with 4500 for a fault
 * of our own.
 */
export function createSocketSession<Session, Given>({
  connect,
  expiry,
  close,
  logger,
}: {
  connect: (given: Given) => Promise<Session>
  expiry: SessionExpiry<Session, Given> | undefined
  close: (code: number, reason: string) => void
  logger: Logger
}): {
  /** Null before the client is authenticated. */
  current(): { of: Session } | null
  /** Authenticate. Resolves to false when that was refused. */
  open(given: Given): Promise<boolean>
  /** The same for a client that is authenticated already. */
  renew(given: Given): Promise<boolean>
  /** Call it when the socket is closed. */
  end(): void
} {
  let held: { of: Session } | null = null
  let isOver = false
  let timer: NodeJS.Timeout | undefined

  function hold(session: { of: Session }): void {
    if (isOver) return
    held = session
    clearTimeout(timer)
    const at = expiry?.checkAt(session.of) ?? null
    if (at === null) return
    const waitMs = Math.min(Math.max(at - Date.now(), 0), maxWaitMs)
    timer = setTimeout(() => (Date.now() < at ? hold(session) : void checkAgain(session)), waitMs)
  }

  function refuse(error: unknown): false {
    const { message, extensions } = maskThrown(error, logger)
    isOver = true
    clearTimeout(timer)
    close(closeCodeOf(extensions['code']), message)
    return false
  }

  async function checkAgain(session: { of: Session }): Promise<void> {
    try {
      const checked = await expiry?.check(session.of)
      // Renewed meanwhile.
      if (held === session && checked !== undefined) hold({ of: checked })
    } catch (error) {
      if (held === session) refuse(error)
    }
  }

  async function take(session: Promise<Session>): Promise<boolean> {
    try {
      hold({ of: await session })
      return !isOver
    } catch (error) {
      return refuse(error)
    }
  }

  return {
    current: () => held,
    open: (given) => take(connect(given)),
    async renew(given) {
      if (!held) {
        close(CloseCode.Unauthorized, 'Unauthorized')
        return false
      }
      return expiry ? take(expiry.renew(held.of, given)) : true
    },
    end() {
      isOver = true
      clearTimeout(timer)
    },
  }
}

function closeCodeOf(code: unknown): number {
  if (code === 'FORBIDDEN') return CloseCode.Forbidden
  if (code === 'UNAVAILABLE' || code === 'RATE_LIMITED') return tryAgainLater
  return code === 'INTERNAL_SERVER_ERROR' ? CloseCode.InternalServerError : CloseCode.Unauthorized
}
