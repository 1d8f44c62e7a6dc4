import { mongo } from 'mongoose'
import type { Hash } from '../merkle/hashes.ts'

const hashBytes = 32

/** Hashes as they are stored: one after the other. */
export function toBytes(hashes: readonly Hash[]): mongo.Binary {
  return new mongo.Binary(Buffer.concat(hashes))
}

/** The hashes in stored bytes. */
export function toHashes(bytes: mongo.Binary | null | undefined): Hash[] {
  const buffer = bytes ? Buffer.from(bytes.value()) : Buffer.alloc(0)
  return Array.from({ length: Math.floor(buffer.length / hashBytes) }, (_, index) =>
    buffer.subarray(index * hashBytes, (index + 1) * hashBytes),
  )
}
