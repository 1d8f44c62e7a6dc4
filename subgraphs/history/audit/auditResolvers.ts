import type { NoProof } from '../../../audit/read/auditLog.ts'
import { leafOf } from '../../../audit/record/auditRecord.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import type { AuditRecordResolvers, QueryResolvers } from '../schemaTypes.ts'
import { readAuditRecords } from './readAuditRecords.ts'

type AuditQuery = 'auditRecords' | 'auditCheckpoint' | 'auditInclusionProof' | 'auditConsistencyProof'

export const auditQueries: Pick<QueryResolvers, AuditQuery> = {
  auditRecords: (_root, given, context) => readAuditRecords(given, context),
  async auditCheckpoint(_root, _given, { auditLog }) {
    const newest = await auditLog.newestCheckpoint()
    if (!newest) return null
    const { size, root, at, publicKey, text } = newest
    const rootHash = root.toString('base64')
    return { size, rootHash, signedAt: at, publicKey, signature: signatureIn(text), text }
  },
  async auditInclusionProof(_root, { recordId, treeSize }, { auditLog }) {
    if (!isId('aud', recordId))
      throw callerError('BAD_USER_INPUT', `recordId: expected aud_…, got "${recordId.slice(0, 80)}"`)
    const size = treeSize ?? null
    if (size !== null) checkSize(size, 'treeSize')
    const proof = await auditLog.proveInclusion(recordId, size)
    if (proof === 'NO_SUCH_RECORD' || proof === 'NO_PLACE_YET') return null
    if (typeof proof === 'string') throw noProof(proof, 'treeSize')
    const { index, size: ofSize, leaf, hashes } = proof
    return { index, treeSize: ofSize, leafHash: leaf.toString('base64'), hashes: hashes.map(toBase64) }
  },
  async auditConsistencyProof(_root, { from, to }, { auditLog }) {
    checkSize(from, 'from')
    checkSize(to, 'to')
    if (from > to)
      throw callerError('BAD_USER_INPUT', `from: expected at most ${to}, which is to, got ${from}`)
    const hashes = await auditLog.proveConsistency(from, to)
    if (typeof hashes === 'string') throw noProof(hashes, 'to')
    return { from, to, hashes: hashes.map(toBase64) }
  },
}

export const auditRecordFields: AuditRecordResolvers = {
  recordId: ({ record }) => record.id,
  occurredAt: ({ record }) => record.at,
  kind: ({ record }) => record.kind,
  caller: ({ record }) => ({ kind: record.principal.kind, callerId: record.principal.id }),
  operation: ({ record }) => record.operation,
  fields: ({ record }) => [...record.fields],
  customerIds: ({ record }) => [...record.customerIds],
  objectIds: ({ record }) => [...record.objectIds],
  outcome: ({ record }) => record.outcome,
  reason: ({ record }) => record.reason,
  requestId: ({ record }) => record.requestId,
  leaf: ({ record }) => leafOf(record),
}

const keyHashBytes = 4

/** The signature in the text of a checkpoint, without the hash of its key. */
function signatureIn(text: string): string {
  const last = text.trimEnd().split(' ').at(-1) ?? ''
  return Buffer.from(last, 'base64').subarray(keyHashBytes).toString('base64')
}

function checkSize(size: number, field: string): void {
  if (!Number.isSafeInteger(size) || size < 0)
    throw callerError('BAD_USER_INPUT', `${field}: expected a number of records, got ${size}`)
}

function noProof(reason: NoProof, field: string) {
  const expected =
    reason === 'NOT_IN_THIS_SIZE' ? 'a tree that has the record' : 'at most the size of the newest checkpoint'
  return callerError('BAD_USER_INPUT', `${field}: expected ${expected}, got another size`)
}

function toBase64(hash: Buffer): string {
  return hash.toString('base64')
}
