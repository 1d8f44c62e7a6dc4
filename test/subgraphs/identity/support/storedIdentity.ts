import type { Connection } from 'mongoose'

/** What the identity subgraph has stored, as tests compare it. */
export function createStoredIdentity(connection: Connection) {
  return {
    /** The identifiers of each customer as one set, without ids. */
    async grouping(): Promise<string[][]> {
      const rows = await connection
        .collection('identifiers')
        .aggregate<{ of: string[] }>([
          { $lookup: { from: 'profiles', localField: 'profileId', foreignField: '_id', as: 'profile' } },
          {
            $group: {
              _id: { $first: '$profile.canonicalId' },
              of: { $push: { $concat: ['$type', ':', '$value'] } },
            },
          },
        ])
        .toArray()
      return rows.map(({ of }) => of.sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
    },
    /** Everything the subgraph keeps but the record of acts and the counters of conflict. */
    async state(): Promise<unknown> {
      const profiles = await connection
        .collection('profiles')
        .find({}, { projection: { revision: 0 }, sort: { _id: 1 } })
        .toArray()
      const identifiers = await connection
        .collection('identifiers')
        .find({}, { projection: { _id: 0, createdAt: 0 }, sort: { type: 1, value: 1 } })
        .toArray()
      return { profiles, identifiers }
    },
    async forgetEverything(): Promise<void> {
      for (const { name } of await connection.listCollections())
        await connection.collection(name).deleteMany({})
    },
  }
}
