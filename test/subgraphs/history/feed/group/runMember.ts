import { setTimeout as delay } from 'node:timers/promises'
import type { GraphAddress } from '../../../../support/askGraph.ts'
import type { GroupOracle, Held } from './groupOracle.ts'
import { type GivenToMember, openSocketMember, type SocketEvent } from './socketMember.ts'

/** A member that is always connected: when its session ends, it begins another one. */
export type RunningMember = {
  /** Resolves when it was connected for the first time. */
  begun: Promise<void>
  /** Acknowledge nothing more while this session lives; after its end acknowledge what it has. */
  silence(): void
  /** Acknowledge again. */
  heal(): void
  stop(): Promise<void>
}

type Session = ReturnType<typeof openSocketMember> & {
  held: Held
  isOver: boolean
  isSilent: boolean
  isAcknowledging: boolean
  /** The last event that it has processed. */
  last: SocketEvent | null
}

/** Run a member that acknowledges what it has processed. What is wrong is a fault of the oracle. */
export function runMember({
  addressOf,
  given,
  oracle,
  onEnd = () => undefined,
  onUnacknowledged = () => undefined,
  work = () => Promise.resolve(),
}: {
  /** The address of an attempt to connect; null when there is none now. */
  addressOf: (attempt: number) => GraphAddress | null
  given: GivenToMember
  oracle: Pick<GroupOracle, 'begin' | 'given' | 'acknowledging' | 'faults'>
  /** Called with the reason when a session or an acknowledgement has ended. */
  onEnd?: (reason: string) => void
  /** Called when a silent session is given something. */
  onUnacknowledged?: () => void
  /** What a member does with an event before it acknowledges it; default nothing. */
  work?: () => Promise<void>
}): RunningMember {
  let session: Session | null = null
  let isStopped = false
  let begin: () => void = () => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))

  /** True when the acknowledgement was answered as done; false when it was refused, or its outcome is unknown. */
  async function acknowledge(one: Session, { id, cursor }: SocketEvent): Promise<boolean> {
    const endsWith = oracle.acknowledging(one.held, id)
    const answer = await one.acknowledge(cursor)
    if ('lost' in answer) {
      endsWith('UNKNOWN')
      onEnd(answer.lost)
      return false
    }
    endsWith(answer.code === null ? 'DONE' : 'REFUSED')
    if (answer.code === null) return true
    onEnd(`acknowledgement: ${answer.code}`)
    if (answer.code !== 'CONFLICT') oracle.faults.push(`an acknowledgement was refused: ${answer.code}`)
    return false
  }

  function end(one: Session | null): void {
    if (!one) return
    one.isOver = true
    one.close()
  }

  /** Acknowledge the last event until no later one has come meanwhile. */
  async function acknowledgeAll(one: Session): Promise<void> {
    if (one.isAcknowledging) return
    one.isAcknowledging = true
    let done: SocketEvent | null = null
    while (one.last && one.last !== done && !one.isOver && !one.isSilent) {
      const { last } = one
      done = last
      if (!(await acknowledge(one, last))) end(one)
    }
    one.isAcknowledging = false
  }

  async function handle(one: Session, event: SocketEvent): Promise<void> {
    if (one.isOver) return
    oracle.given(one.held, event.id, event.revision, event.replayed)
    await work()
    one.last = event
    if (one.isSilent) onUnacknowledged()
    else void acknowledgeAll(one)
  }

  async function runSession(address: GraphAddress): Promise<void> {
    const opened = openSocketMember(address, given, {
      onPosition: begin,
      onEvent: (event) => handle(one, event),
    })
    const one: Session = {
      ...{ ...opened, held: oracle.begin(), last: null },
      ...{ isOver: false, isSilent: false, isAcknowledging: false },
    }
    session = one
    const reason = await one.ended
    one.isOver = true
    onEnd(reason)
    one.close()
    // When this is accepted although others were given the same, the oracle reports it.
    if (one.isSilent && one.last) await acknowledge(one, one.last)
  }

  async function run(): Promise<void> {
    for (let attempt = 0; !isStopped; attempt += 1) {
      const address = addressOf(attempt)
      if (address !== null) await runSession(address)
      if (!isStopped) await delay(50)
    }
  }

  const running = run()
  return {
    begun,
    silence() {
      if (!session) return
      session.isSilent = true
      if (session.held.size > 0) onUnacknowledged()
    },
    heal() {
      if (session?.isSilent) end(session)
    },
    async stop() {
      isStopped = true
      end(session)
      await running
    },
  }
}
