import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mongo } from 'mongoose'
import { readCheckpoint, signCheckpoint } from '../../audit/checkpoint/checkpoint.ts'
import { recordHash } from '../../audit/record/auditRecord.ts'
import { keys, recordOf, startLog } from './support/startLog.ts'

const size = 600

let log: Awaited<ReturnType<typeof startLog>>
let ids: string[]
/** What a witness kept of the log. */
let witness: string
beforeAll(async () => {
  log = await startLog('verify')
  ids = (await log.fill(size, { perStep: 200 })).map(({ id }) => id)
  witness = (await log.log.newestCheckpoint())?.text ?? ''
})
afterAll(() => log.drop())

const collection = (name: string) => log.connection.collection<{ _id: string | number }>(name)
const names = ['auditRecords', 'auditBatches', 'auditTree', 'auditTiles', 'auditCheckpoints'] as const

/** The faults after a change of the database, which is undone then. */
async function faultsAfter(change: () => Promise<unknown>, checkpoint: string | null = null) {
  const before = await Promise.all(names.map((name) => collection(name).find().toArray()))
  await change()
  const { findings } = await log.verify(checkpoint)
  for (const [index, name] of names.entries()) {
    await collection(name).deleteMany({})
    await collection(name).insertMany(before[index] ?? [])
  }
  return findings.map(({ fault, message }) => `${fault}  ${message}`)
}

const update = (index: number, change: object) =>
  collection('auditRecords').updateOne({ _id: ids[index] ?? '' }, change)

describe('audit:verify', () => {
  it('finds nothing in a log that is as it was signed, also with the checkpoint of a witness', async () => {
    expect(await log.verify(witness)).toEqual({ size, checkpoints: 3, findings: [] })
  })

  it('names an edited record, whatever was edited', async () => {
    const expected = [`EDITED  ${ids[300]} at 300 is not what was recorded there`]
    const edits = [
      { $set: { operation: 'Other' } },
      { $set: { at: new Date(0) } },
      { $set: { 'principal.id': 'agent-x' } },
      { $push: { customerIds: 'cus_x' } },
      { $set: { reason: 'other' } },
      { $set: { hash: new mongo.Binary(Buffer.alloc(32)) } },
      { $set: { note: 'more' } },
      { $unset: { outcome: '' } },
    ]
    for (const edit of edits) expect(await faultsAfter(() => update(300, edit))).toEqual(expected)
  })

  it('names a deleted record', async () => {
    expect(await faultsAfter(() => collection('auditRecords').deleteOne({ _id: ids[300] ?? '' }))).toEqual([
      'DELETED  the record at 300 is missing',
    ])
  })

  it('names records that have changed places', async () => {
    const swapped = await faultsAfter(async () => {
      await update(300, { $set: { position: -1 } })
      await update(301, { $set: { position: 100 } })
      await update(300, { $set: { position: 101 } })
    })
    expect(swapped).toEqual([
      `MOVED  ${ids[301]} is at 300; it was recorded at 301`,
      `MOVED  ${ids[300]} is at 301; it was recorded at 300`,
    ])
  })

  it('names a record that was put after the end, or into a batch', async () => {
    const record = recordOf(9)
    const { id, ...rest } = record
    const hash = new mongo.Binary(recordHash(record))
    const add = async (batch: string, position: number) => {
      const added: object = { ...rest, hash, batch, position }
      await collection('auditRecords').insertOne({ _id: id, ...added })
      const place: object = { first: size }
      if (batch === id) await collection('auditBatches').insertOne({ _id: id, ...place })
    }
    const [afterEnd, beside] = [
      `INSERTED  ${id} was put at 600, after the end of the log`,
      `INSERTED  ${id} was put at 200, beside the record there`,
    ]
    expect(await faultsAfter(() => add(id, 0))).toEqual([afterEnd])
    // In the batches of 200 records that are in the log.
    expect(await faultsAfter(() => add(ids[599] ?? '', 200))).toEqual([afterEnd])
    expect(await faultsAfter(() => add(ids[399] ?? '', 1_000))).toEqual([beside])
    expect(await faultsAfter(() => add(ids[399] ?? '', 0.5))).toEqual([beside])
    expect(await faultsAfter(() => add(ids[199] ?? '', 200))).toEqual([beside])
  })

  it('names the records of a batch whose place is missing or another', async () => {
    const places = () => log.connection.collection<{ _id: string }>('auditBatches')
    const missing = await faultsAfter(() => places().deleteOne({ _id: ids[399] ?? '' }))
    expect(missing).toEqual(
      ids.slice(200, 400).map((_id, index) => `DELETED  the record at ${200 + index} is missing`),
    )
    const moved = await faultsAfter(() =>
      places().updateOne({ _id: ids[399] ?? '' }, { $set: { first: 201 } }),
    )
    expect(moved.slice(0, 2)).toEqual([
      'DELETED  the record at 200 is missing',
      `MOVED  ${ids[200]} is at 201; it was recorded at 200`,
    ])
  })

  it('finds an edit with its hashes, and names the records between two checkpoints', async () => {
    const faults = await faultsAfter(async () => {
      const record = { ...(await log.records.find(ids[300] ?? ''))?.record, operation: 'Other' }
      const hash = recordHash({ ...recordOf(0), ...record })
      await update(300, { $set: { operation: 'Other', hash: new mongo.Binary(hash) } })
      const tile = log.connection.collection<{ _id: string; hashes: mongo.Binary }>('auditTiles')
      const bytes = Buffer.from((await tile.findOne({ _id: '0.1' }))?.hashes.value() ?? [])
      hash.copy(bytes, (300 - 256) * 32)
      await tile.updateOne({ _id: '0.1' }, { $set: { hashes: new mongo.Binary(bytes) } })
    })
    expect(faults).toContain(
      'EDITED  what is stored between 200 and 399, with its hashes, is not what was signed',
    )
  })

  it('tells a changed hash from a changed record', async () => {
    const faults = await faultsAfter(async () => {
      const tiles = log.connection.collection<{ _id: string; hashes: mongo.Binary }>('auditTiles')
      await tiles.updateOne({ _id: '1.0' }, { $set: { hashes: new mongo.Binary(Buffer.alloc(64)) } })
    })
    expect(faults).toEqual(['HASHES_EDITED  the hashes in tile 1.0 were changed'])
  })

  it('names a checkpoint that another key has signed, or that was edited', async () => {
    const unsigned = signCheckpoint({ size: 400, root: Buffer.alloc(32) }, keys.signing).text
    const edit = (change: object) => () =>
      log.connection.collection<{ _id: number }>('auditCheckpoints').updateOne({ _id: 400 }, change)
    expect(await faultsAfter(edit({ $set: { text: 'elo/audit' } }))).toEqual([
      'CHECKPOINT_EDITED  the checkpoint of 400 records is not valid: it does not have the form of a checkpoint',
    ])
    expect(await faultsAfter(edit({ $set: { text: unsigned } }))).toEqual([
      'CHECKPOINT_EDITED  the checkpoint of 400 records is not valid: it was signed for another size or root',
    ])
  })

  it('finds that the end was cut off, by the checkpoints that are left or by that of a witness', async () => {
    const cut = async () => {
      await collection('auditRecords').deleteMany({ _id: { $in: ids.slice(400) } })
      await collection('auditBatches').deleteOne({ _id: ids[599] ?? '' })
      const tiles = log.connection.collection<{ _id: string; hashes: mongo.Binary }>('auditTiles')
      await tiles.deleteMany({ _id: '0.2' })
      const bytes = Buffer.from((await tiles.findOne({ _id: '0.1' }))?.hashes.value() ?? [])
      await tiles.updateOne(
        { _id: '0.1' },
        { $set: { hashes: new mongo.Binary(bytes.subarray(0, 144 * 32)) } },
      )
      await tiles.updateOne(
        { _id: '1.0' },
        {
          $set: {
            hashes: new mongo.Binary(
              Buffer.from((await tiles.findOne({ _id: '1.0' }))?.hashes.value() ?? []).subarray(0, 32),
            ),
          },
        },
      )
      await log.connection
        .collection<{ _id: string }>('auditTree')
        .updateOne({ _id: 'tree' }, { $set: { size: 400 } })
    }
    const cutWithCheckpoints = async () => {
      await cut()
      await log.connection.collection<{ _id: number }>('auditCheckpoints').deleteOne({ _id: 600 })
    }
    expect(await faultsAfter(cut)).toEqual([
      'TRUNCATED  the log ends after 400 records; a signed checkpoint has 600',
    ])
    // Nothing in the database says so any more.
    expect(await faultsAfter(cutWithCheckpoints)).toEqual([])
    expect(await faultsAfter(cutWithCheckpoints, witness)).toEqual([
      "TRUNCATED  the log ends after 400 records; the witness's checkpoint has 600",
    ])
  })
})

describe('audit:verify with the checkpoint of a witness', () => {
  it('finds that the log was made again whole and signed', async () => {
    const ofAnotherLog = signCheckpoint({ size: 400, root: Buffer.alloc(32, 7) }, keys.signing).text
    const { findings } = await log.verify(ofAnotherLog)
    expect(findings.map(({ fault, message }) => `${fault}  ${message}`)).toEqual([
      "WITNESS_DISAGREES  the witness's checkpoint of 400 records has another root than the log",
    ])
  })
})

describe('a checkpoint', () => {
  it('is read with its key only', () => {
    const head = { size: 3, root: Buffer.alloc(32, 7) }
    const signed = signCheckpoint(head, keys.signing)
    expect(readCheckpoint(signed.text, keys.accepted)).toEqual(signed)
    expect(readCheckpoint(signed.text, [])).toBe('UNKNOWN_KEY')
    expect(readCheckpoint(signed.text.replace('\n3\n', '\n4\n'), keys.accepted)).toBe('WRONG_SIGNATURE')
    expect(readCheckpoint(`${signed.text}more`, keys.accepted)).toBe('MALFORMED')
  })
})
