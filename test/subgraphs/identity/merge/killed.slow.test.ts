import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type IdentityGraph, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const program = fileURLToPath(new URL('../support/mergeAndDie.ts', import.meta.url))

function runUntilKilled(...given: string[]): Promise<{ signal: string | null; sessions: string[] }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', program, ...given], (_error, stdout) =>
      resolve({ signal: child.signalCode, sessions: [...new Set(stdout.trim().split('\n'))] }),
    )
  })
}

let phones = 0
const newPhone = () => `+55119${70_000_000 + (phones += 1)}`

/** What tells of a merge: the grouping, its record, and a twin in each log. */
async function tracesOf(a: string, b: string) {
  const { connection } = graph
  const [act, ofA, ofB, grouped] = await Promise.all([
    connection.collection('identityActs').countDocuments({ profileIds: b }),
    connection.collection('interactions').countDocuments({ profileId: a, kind: 'IDENTITY' }),
    connection.collection('interactions').countDocuments({ profileId: b, kind: 'IDENTITY' }),
    connection.collection('profiles').countDocuments({ canonicalId: a }),
  ])
  return { act, ofA, ofB, profiles: grouped }
}
const nothing = { act: 0, ofA: 0, ofB: 0, profiles: 1 }
const everything = { act: 1, ofA: 1, ofB: 1, profiles: 2 }

describe('a process that is killed in the middle of a merge', () => {
  it.concurrent.for([
    ['when the first record is written', 'Succeeded', 'insert', 0, nothing],
    ['before it commits', 'Started', 'commitTransaction', 0, nothing],
    ['when it has committed', 'Succeeded', 'commitTransaction', 0, everything],
  ] as const)(
    '%s leaves all of it or nothing',
    async ([_when, phase, command, skipped, left], { expect }) => {
      const ids: string[] = []
      for (const value of [newPhone(), newPhone()]) {
        ids.push((await graph.identify([phone(value)])).customer?.id ?? '')
      }
      const [a = '', b = ''] = ids
      const { signal, sessions } = await runUntilKilled(graph.uri, a, b, phase, command, String(skipped))

      expect(signal).toBe('SIGKILL')
      expect(await tracesOf(a, b)).toEqual(left)
      expect((await graph.customer(b))?.profileIds).toEqual(left === everything ? [a, b] : [b])

      // The database gives the session up by itself after a minute.
      await graph.connection.db?.admin().command({
        killSessions: sessions.map((id) => ({ id: new mongoose.mongo.UUID(id) })),
      })
      if (left === nothing) await graph.merge(a, b)
      expect(await tracesOf(a, b)).toEqual(everything)
    },
  )
})
