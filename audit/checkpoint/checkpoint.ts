import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Hash } from '../merkle/hashes.ts'

/** A size of the log, and the root of the tree of that size. */
export type TreeHead = { size: number; root: Hash }

/** A tree head that was signed; `text` is what was signed and the signature, as C2SP's tlog-checkpoint defines. */
export type Checkpoint = TreeHead & { text: string }

/** The name of the log in its checkpoints, and of the key that signs them. */
export const origin = 'elo/audit'

const dash = '\u2014'
const ed25519 = Buffer.from([0x01])
const spkiPrefixBytes = 12

/** The 32 bytes of an Ed25519 public key, in base64. */
export function publicKeyText(key: KeyObject): string {
  return rawKey(key).toString('base64')
}

function rawKey(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(spkiPrefixBytes)
}

/** The first four bytes of the hash of the key and its name: says which key signed (C2SP signed-note). */
function keyHash(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(`${origin}\n`)
    .update(ed25519)
    .update(rawKey(key))
    .digest()
    .subarray(0, 4)
}

export function signCheckpoint({ size, root }: TreeHead, key: KeyObject): Checkpoint {
  const body = `${origin}\n${size}\n${root.toString('base64')}\n`
  const signature = Buffer.concat([keyHash(key), sign(null, Buffer.from(body), key)]).toString('base64')
  return { size, root, text: `${body}\n${dash} ${origin} ${signature}\n` }
}

const form =
  /^(?<body>elo\/audit\n(?<size>0|[1-9]\d{0,14})\n(?<root>[\w+/]{43}=)\n)\n(?<signatures>(?:\u2014 .+\n)+)$/u

/** What is wrong with the text of a checkpoint: no checkpoint at all, or none of the keys has signed it. */
export type CheckpointFault = 'MALFORMED' | 'UNKNOWN_KEY' | 'WRONG_SIGNATURE'

/** The checkpoint in a text, when one of these keys has signed it; else what is wrong. */
export function readCheckpoint(text: string, keys: readonly KeyObject[]): Checkpoint | CheckpointFault {
  const { body = '', size, root = '', signatures = '' } = form.exec(text)?.groups ?? {}
  if (size === undefined) return 'MALFORMED'
  const given = signatures
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [mark, name, signature = ''] = line.split(' ')
      return mark === dash && name === origin ? [Buffer.from(signature, 'base64')] : []
    })
  let fault: CheckpointFault = 'UNKNOWN_KEY'
  for (const key of keys) {
    for (const signature of given) {
      if (!signature.subarray(0, 4).equals(keyHash(key))) continue
      const publicKey = key.type === 'private' ? createPublicKey(key) : key
      if (verify(null, Buffer.from(body), publicKey, signature.subarray(4)))
        return { size: Number(size), root: Buffer.from(root, 'base64'), text }
      fault = 'WRONG_SIGNATURE'
    }
  }
  return fault
}
