import type { EloProcess } from '../../support/eloProcess.ts'
import type { Disruption } from '../schedule.ts'
import type { MongoSet } from './mongoSet.ts'

/** All of Elo as processes, which schedules write to, follow and disrupt. */
export type Cluster = {
  gatewayUrls: () => string[]
  intakeUrl: () => string
  /** Sign-in for one lane: who writes, who reads everything, and who sees one department. */
  newKeys(lane: string): Promise<Keys>
  processes: readonly string[]
  process: (name: string) => EloProcess
  /** Start a process that has ended. */
  start(name: string): Promise<void>
  database: MongoSet
  stop(): Promise<void>
}

export type Keys = { writer: string; reader: string; limited: string }

/** Its messages are seen by the limited client. */
export const seenDepartment = 'sales'
export const hiddenDepartment = 'support'
export const webhookSecret = 'the secret of the chaos suite'
/** So low that streams announce many joined logs, and deliver others. */
export const joinedEvents = '4'

/** The kinds of disruption that a cluster had, with how often. */
export type DisruptionCounts = { kills: number; pauses: number; stepDowns: number }

/** Carries out disruptions, one at a time: two at once would only leave nothing to observe. */
export function createDisruptor(cluster: Cluster): {
  counts: DisruptionCounts
  /** `whileCutOff` is run while the primary of a fail-over is alone. */
  disrupt: (disruption: Disruption, whileCutOff: () => Promise<void>) => Promise<void>
} {
  const counts = { kills: 0, pauses: 0, stepDowns: 0 }
  let last: Promise<void> = Promise.resolve()

  async function disruptNow(disruption: Disruption, whileCutOff: () => Promise<void>): Promise<void> {
    const { database, processes } = cluster
    const nameOf = (at: number) => processes[at % processes.length] ?? ''
    const memberOf = (at: number) => at % database.memberCount
    switch (disruption.do) {
      case 'kill':
        counts.kills += 1
        await cluster.process(nameOf(disruption.process)).end('SIGKILL')
        return cluster.start(nameOf(disruption.process))
      case 'pause':
        counts.pauses += 1
        return pause(cluster.process(nameOf(disruption.process)))
      case 'killMember':
        counts.kills += 1
        return database.kill(memberOf(disruption.member))
      case 'pauseMember':
        counts.pauses += 1
        return database.pause(memberOf(disruption.member), pausedMs)
      case 'stepDown':
        counts.stepDowns += 1
        return database.stepDown()
      case 'failOver':
        // Without secondaries there is nothing that can take over.
        if (database.memberCount === 1) return
        counts.kills += 1
        return database.failOver(whileCutOff)
    }
  }

  return {
    counts,
    disrupt(disruption, whileCutOff) {
      last = last.catch(() => undefined).then(() => disruptNow(disruption, whileCutOff))
      return last
    },
  }
}

const pausedMs = 1_500
const pauseFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function pause({ process }: EloProcess): Promise<void> {
  process.kill('SIGSTOP')
  await pauseFor(pausedMs)
  process.kill('SIGCONT')
}
