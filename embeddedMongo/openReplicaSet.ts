import { setTimeout as delay } from 'node:timers/promises'
import mongoose from 'mongoose'
import { z } from 'zod'

const { MongoClient, MongoNetworkError, MongoServerError } = mongoose.mongo

const Member = z.looseObject({ host: z.string() })
const Config = z.object({ config: z.looseObject({ version: z.number(), members: z.tuple([Member]) }) })
const Hello = z.looseObject({ isWritablePrimary: z.boolean(), topologyVersion: z.unknown().optional() })
const BuildInfo = z.looseObject({ version: z.string() })

/**
 * Makes the mongod on 127.0.0.1:`port` the one member of its replica set, whether its data is new, has been
 * one before, or has been one on another port, and waits until it takes writes (at most 60 s, else throws).
 * Answers with its version. May be called again.
 */
export async function openReplicaSet(port: number, replicaSet: string): Promise<{ version: string }> {
  const deadline = Date.now() + 60_000
  for (;;) {
    try {
      return await openOnce(port, replicaSet, deadline)
    } catch (error) {
      // A member that finds itself in or out of its set closes its connections.
      if (!(error instanceof MongoNetworkError) || Date.now() > deadline) throw error
      await delay(50)
    }
  }
}

async function openOnce(port: number, replicaSet: string, deadline: number): Promise<{ version: string }> {
  const host = `127.0.0.1:${port}`
  const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
    serverSelectionTimeoutMS: 10_000,
  })
  try {
    const admin = client.db('admin')
    try {
      await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } })
    } catch (error) {
      if (!(error instanceof MongoServerError && error.codeName === 'AlreadyInitialized')) throw error
      const { config } = Config.parse(await admin.command({ replSetGetConfig: 1 }))
      const [member] = config.members
      if (member.host !== host) {
        const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] }
        await admin.command({ replSetReconfig: moved, force: true })
      }
    }
    // The version goes back as the 64-bit number it came as, which a plain JavaScript number is not.
    const ask = async (awaiting: object) =>
      Hello.parse(await admin.command({ hello: 1, ...awaiting }, { promoteLongs: false }))
    let hello = await ask({})
    while (!hello.isWritablePrimary) {
      if (Date.now() > deadline) throw new Error(`The mongod on ${host} took no writes for 60 seconds.`)
      // Answered as soon as something changes.
      hello = await ask({ topologyVersion: hello.topologyVersion, maxAwaitTimeMS: 1_000 })
    }
    const { version } = BuildInfo.parse(await admin.command({ buildInfo: 1 }))
    return { version }
  } finally {
    await client.close()
  }
}
