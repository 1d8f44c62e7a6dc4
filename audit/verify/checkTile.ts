import type { Hash } from '../merkle/hashes.ts'

/** What is wrong in the log, in words for an operator. `index` is the place, from 0. */
export type Finding = {
  fault:
    | 'EDITED'
    | 'DELETED'
    | 'INSERTED'
    | 'MOVED'
    | 'TRUNCATED'
    | 'HASHES_EDITED'
    | 'CHECKPOINT_EDITED'
    | 'WITNESS_DISAGREES'
  index: number
  message: string
}

/** A document with a place: the hash of its content now, null when it is no record any more. */
export type PlacedRecord = { id: string; index: number; hash: Hash | null }

/**
 * Compare the records of one tile with its hashes, which were stored when the records got their places. `first` is the
 * place of the first hash. Gives one finding for each place that is wrong. `placeOfHash` finds a hash anywhere in the
 * log.
 */
export function checkTile(
  records: readonly PlacedRecord[],
  hashes: readonly Hash[],
  first: number,
  placeOfHash: (hash: Hash) => number | null,
): Finding[] {
  const findings: Finding[] = []
  const byPlace = new Map<number, PlacedRecord[]>()
  for (const record of records) {
    const there = byPlace.get(record.index)
    if (there) there.push(record)
    else byPlace.set(record.index, [record])
  }
  for (const [offset, expected] of hashes.entries()) {
    const index = first + offset
    const there = byPlace.get(index) ?? []
    byPlace.delete(index)
    if (there.length === 0)
      findings.push({ fault: 'DELETED', index, message: `the record at ${index} is missing` })
    const isRight = ({ hash }: PlacedRecord) => hash?.equals(expected) ?? false
    const right = there.find(isRight)
    for (const record of there) {
      if (record === right) continue
      const from = record.hash && placeOfHash(record.hash)
      findings.push(
        right
          ? { fault: 'INSERTED', index, message: `${record.id} was put at ${index}, beside the record there` }
          : from !== null
            ? { fault: 'MOVED', index, message: `${record.id} is at ${index}; it was recorded at ${from}` }
            : { fault: 'EDITED', index, message: `${record.id} at ${index} is not what was recorded there` },
      )
    }
  }
  for (const [index, there] of byPlace) {
    for (const { id } of there)
      findings.push({
        fault: 'INSERTED',
        index,
        message: `${id} was put at ${index}, after the end of the log`,
      })
  }
  return findings
}
