import { setTimeout as delay } from 'node:timers/promises'
import mongoose from 'mongoose'
import { z } from 'zod'
import { type DatabaseKey, uriWith } from './databaseKey.ts'

const { MongoClient, MongoNetworkError, MongoServerError } = mongoose.mongo

const memberSchema = z.looseObject({ host: z.string() })
const configSchema = z.object({
  config: z.looseObject({ version: z.number(), members: z.tuple([memberSchema]) }),
})
const helloSchema = z.looseObject({ isWritablePrimary: z.boolean(), topologyVersion: z.unknown().optional() })
const buildInfoSchema = z.looseObject({ version: z.string() })

/**
 * Makes the mongod on 127.0.0.1:`port` the only member of its replica set, whether its data is new, or was a member
 * before, at this port or another. Waits until it accepts writes, and throws after 60 s. Returns its version. May be
 * called again.
 */
export async function openReplicaSet(
  port: number,
  replicaSet: string,
  key: DatabaseKey,
): Promise<{ version: string }> {
  const deadline = Date.now() + 60_000
  for (;;) {
    try {
      return await openOnce(port, replicaSet, key, deadline)
    } catch (error) {
      // A member that joins or leaves its set closes its connections.
      if (!(error instanceof MongoNetworkError) || Date.now() > deadline) throw error
      await delay(50)
    }
  }
}

async function openOnce(
  port: number,
  replicaSet: string,
  key: DatabaseKey,
  deadline: number,
): Promise<{ version: string }> {
  const host = `127.0.0.1:${port}`
  const client = new MongoClient(uriWith(key, port, { directConnection: 'true' }), {
    serverSelectionTimeoutMS: 10_000,
  })
  try {
    const admin = client.db('admin')
    try {
      await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } })
    } catch (error) {
      if (!(error instanceof MongoServerError && error.codeName === 'AlreadyInitialized')) throw error
      const { config } = configSchema.parse(await admin.command({ replSetGetConfig: 1 }))
      const [member] = config.members
      if (member.host !== host) {
        const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] }
        await admin.command({ replSetReconfig: moved, force: true })
      }
    }
    // `topologyVersion` must be sent back as a 64-bit number, which a JavaScript number is not.
    const hello = async (awaiting: object) =>
      helloSchema.parse(await admin.command({ hello: 1, ...awaiting }, { promoteLongs: false }))
    let state = await hello({})
    while (!state.isWritablePrimary) {
      if (Date.now() > deadline) throw new Error(`The mongod on ${host} accepted no writes for 60 seconds.`)
      // mongod answers as soon as its state changes.
      state = await hello({ topologyVersion: state.topologyVersion, maxAwaitTimeMS: 1_000 })
    }
    const { version } = buildInfoSchema.parse(await admin.command({ buildInfo: 1 }))
    return { version }
  } finally {
    await client.close()
  }
}
