import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { keyedHashOf } from '../../privacy/key/installationKeyStore.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'

const open = (name: string) => openTestDatabase(inject('mongodbUri'), name)
let databases: TestDatabase[]
beforeAll(async () => {
  // The first two are two processes of one installation.
  databases = await Promise.all([open('privacy-key-one'), open('privacy-key-one'), open('privacy-key-two')])
})
afterAll(async () => {
  for (const database of databases) await database.drop()
})

describe('the keyed hash of an installation', () => {
  it('is the same in all its processes, and another one in every other installation', async () => {
    const hashes = await Promise.all(databases.map(({ connection }) => keyedHashOf(connection)))
    const [first, second, foreign] = hashes.map((hash) => hash('source', 'intake', 'chatwoot', '7'))
    expect(first).toMatch(/^[\w-]{43}$/u)
    expect(second).toBe(first)
    expect(foreign).not.toBe(first)
  })

  it('cannot be made from the texts alone', async () => {
    const [database] = databases
    if (!database) throw new Error('expected a database')
    const hash = await keyedHashOf(database.connection)
    const text = JSON.stringify(['source', '7'])
    const guesses = [
      createHash('sha256').update(text).digest('base64url'),
      createHmac('sha256', '').update(text).digest('base64url'),
    ]
    expect(guesses).not.toContain(hash('source', '7'))
  })

  it('keeps the hashes of different uses apart', async () => {
    const [database] = databases
    if (!database) throw new Error('expected a database')
    const hash = await keyedHashOf(database.connection)
    expect(hash('source', '7')).not.toBe(hash('key', '7'))
    expect(hash('source', '7', '8')).not.toBe(hash('source', '78'))
  })
})
