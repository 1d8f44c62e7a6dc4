import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartError } from '../../platform/process/startError.ts'

/** The key that signs checkpoints, and all keys whose checkpoints are accepted. */
export type CheckpointKeys = { signing: KeyObject; accepted: KeyObject[] }

const setting = 'ELO_AUDIT_KEY'
const pemBlock = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/gu

/**
 * Read the keys of checkpoints from a file of PEM. The first is the private key (Ed25519) that signs; former keys may
 * follow, private or public. Makes the file with a new key, for its owner only, when there is none. Throws a StartError
 * when it cannot be made or read, or holds something else. `isNew` says whether the file was made now.
 */
export async function openCheckpointKeys(path: string): Promise<CheckpointKeys & { isNew: boolean }> {
  try {
    return { ...keysIn(await readFile(path, 'utf8'), path), isNew: false }
  } catch (error) {
    if (!isMissing(error)) throw startError(path, error)
  }
  const draft = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const { privateKey } = generateKeyPairSync('ed25519')
    await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    // Fails when another process was first: then its key counts.
    const isNew = await link(draft, path).then(
      () => true,
      (error: unknown) => {
        if (!isExisting(error)) throw error
        return false
      },
    )
    return { ...keysIn(await readFile(path, 'utf8'), path), isNew }
  } catch (error) {
    throw startError(path, error)
  } finally {
    await rm(draft, { force: true })
  }
}

/** The keys of a file that must be there: private or public ones, to check checkpoints with. */
export async function readAcceptedKeys(path: string): Promise<KeyObject[]> {
  return publicKeysIn(await readFile(path, 'utf8'))
}

function keysIn(pem: string, path: string): CheckpointKeys {
  const [first = ''] = pem.match(pemBlock) ?? []
  const isPrivate = first.includes('PRIVATE KEY')
  const signing = isPrivate ? createPrivateKey(first) : null
  if (signing?.asymmetricKeyType === 'ed25519') return { signing, accepted: publicKeysIn(pem) }
  const got = signing?.asymmetricKeyType ?? 'none'
  throw new StartError(`${setting}: expected a private key (Ed25519) first in ${path}, got ${got}`)
}

function publicKeysIn(pem: string): KeyObject[] {
  return (pem.match(pemBlock) ?? []).map((block) => createPublicKey(block))
}

function startError(path: string, cause: unknown): StartError {
  if (cause instanceof StartError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StartError(
    `${setting}: expected a file of PEM keys that can be read or made, got ${path}: ${reason}`,
    { cause },
  )
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
