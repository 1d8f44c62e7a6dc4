import type { Connection } from 'mongoose'
import { z } from 'zod'
import { until } from '../../../support/until.ts'

const holderSchema = z.object({ kind: z.string(), id: z.string().nullable() }).nullable()
const turnSchema = z.object({
  token: z.number(),
  holder: holderSchema,
  origin: z.string().nullable(),
  since: z.date().nullable(),
  until: z.date().nullable(),
})

/** The time of the server; the driver does not know it of every event. */
const wallTimeSchema = z.object({ wallTime: z.date() })

/** One state of a turn, with the database's time of the write that made it. */
export type PastTurn = z.infer<typeof turnSchema> & { writtenAt: Date }

/** Somebody had the turn from one time to another. */
export type Period = { token: number; holder: string; from: number; to: number }

/** All states that the turns of a database went through, in order, as its oplog has them. */
export type TurnHistory = {
  /** The states of the turn with this id so far, all that were written before the call included. */
  statesOf(id: string): Promise<PastTurn[]>
  stop(): Promise<void>
}

export async function watchTurns(connection: Connection): Promise<TurnHistory> {
  const collection = connection.collection<{ _id: string; turnId: string; profileIds: string[] }>('turns')
  const stream = collection.watch<{ _id: string }>()
  const documents = new Map<string, Record<string, unknown>>()
  const states = new Map<string, PastTurn[]>()
  const seen = new Set<string>()

  function apply(id: string, document: Record<string, unknown>, writtenAt: Date): void {
    documents.set(id, document)
    seen.add(id)
    const turn = turnSchema.safeParse(document)
    if (turn.success) states.set(id, [...(states.get(id) ?? []), { ...turn.data, writtenAt }])
  }

  stream.on('error', () => undefined)
  stream.on('change', (change) => {
    const { wallTime: writtenAt } = wallTimeSchema.parse(change)
    if (change.operationType === 'insert')
      apply(change.documentKey._id, { ...change.fullDocument }, writtenAt)
    if (change.operationType !== 'update') return
    const id = change.documentKey._id
    const document = structuredClone(documents.get(id) ?? {})
    for (const [path, value] of Object.entries(change.updateDescription.updatedFields ?? {}))
      setAt(document, path.split('.'), value)
    apply(id, document, writtenAt)
  })
  // What is written before the stream is open would be missing.
  const marker = `marker_${Date.now()}`
  let number = 0
  const mark = async () => {
    number += 1
    const id = `${marker}_${number}`
    await collection.insertOne({ _id: id, turnId: id, profileIds: [] })
    return id
  }
  await until('the stream is open', async () => {
    await mark()
    return seen.size > 0
  })
  return {
    async statesOf(id) {
      const last = await mark()
      await until('the stream has caught up', () => seen.has(last))
      return states.get(id) ?? []
    },
    stop: () => stream.close(),
  }
}

function setAt(document: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  const inner = document[name]
  if (rest.length === 0) document[name] = value
  else if (typeof inner === 'object' && inner !== null) {
    const copy: Record<string, unknown> = { ...inner }
    setAt(copy, rest, value)
    document[name] = copy
  }
}

/** Who had the turn when. A holder has it until its time is over, or until the write that ended it. */
export function periodsOf(states: readonly PastTurn[]): Period[] {
  const periods: Period[] = []
  for (const { token, holder, since, until: end, writtenAt } of states) {
    const last = periods.at(-1)
    const isSame = last?.token === token && holder && since?.getTime() === last.from
    // Of what one write ends, the next one's time is the time of the same command.
    if (last && !isSame) last.to = Math.min(last.to, since?.getTime() ?? writtenAt.getTime())
    if (!holder || !since || !end) continue
    if (isSame) last.to = end.getTime()
    else
      periods.push({ token, holder: `${holder.kind}:${holder.id}`, from: since.getTime(), to: end.getTime() })
  }
  return periods
}
