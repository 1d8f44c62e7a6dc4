import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { connectReplicaSet, faultOf } from '../../../platform/mongo/connectReplicaSet.ts'
import { findMongod } from '../../../embeddedMongo/obtain/findMongod.ts'
import { freePort } from '../../../embeddedMongo/freePort.ts'
import { StartError } from '../../../platform/process/startError.ts'
import { createWriteProbe } from '../../../platform/mongo/writeProbe.ts'
import { recordingLogger } from '../../embeddedMongo/support/recordingLogger.ts'
import { startForTest } from '../../embeddedMongo/support/startForTest.ts'
import { withClient } from '../../embeddedMongo/support/withClient.ts'

const howToGetOne =
  'Start mongod with --replSet rs0, run rs.initiate() once in mongosh, and set MONGODB_URI to ' +
  'mongodb://<host>:27017/elo?replicaSet=rs0; one member is enough to develop with.'

/** A mongod that is no member of a replica set, with its address and a function that ends it. */
async function startMongod(...options: string[]) {
  const { path } = await findMongod({ environment: process.env, logger: recordingLogger() })
  const dataDir = await mkdtemp(join(tmpdir(), 'elo-test-'))
  const port = await freePort()
  const settings = ['--dbpath', dataDir, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket']
  const child = spawn(path, [...settings, ...options])
  const exited = once(child, 'exit')
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('"Waiting for connections"')) break
  }
  child.stdout.resume()
  return {
    uri: `mongodb://127.0.0.1:${port}/elo`,
    async stop() {
      child.kill('SIGKILL')
      await exited
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function whyNot(uri: string): Promise<string> {
  return connectReplicaSet(uri).then(
    () => 'connected',
    (error: unknown) => (error instanceof StartError ? error.message : `no StartError: ${String(error)}`),
  )
}

describe('connectReplicaSet', () => {
  // Some of them wait ten seconds for a primary, so all are tried at the same time.
  let messages: Record<string, string>
  let unusedPort: number

  beforeAll(async () => {
    unusedPort = await freePort()
    const alone = await startMongod()
    const uninitiated = await startMongod('--replSet', 'rs0')
    const tried = {
      alone: alone.uri,
      aloneBySetName: `${alone.uri}?replicaSet=rs0`,
      uninitiated: `${uninitiated.uri}?directConnection=true`,
      uninitiatedBySetName: `${uninitiated.uri}?replicaSet=rs0`,
      absent: `mongodb://user:hunter2@127.0.0.1:${unusedPort}/elo`,
      unknownHost: 'mongodb://nowhere.invalid/elo',
      malformed: 'mongodb://user:p@ss@host:99999/elo',
      noCertificate: `mongodb://127.0.0.1:${unusedPort}/elo?tls=true&tlsCAFile=/dev/null/none.pem`,
      withTls: `${alone.uri}?tls=true`,
    }
    const answers = Object.entries(tried).map(async ([name, uri]) => [name, await whyNot(uri)] as const)
    messages = Object.fromEntries(await Promise.all(answers))
    await alone.stop()
    await uninitiated.stop()
  })

  it('connects to a replica set, also directly to its member', async () => {
    const member = new URL(inject('mongodbUri'))
    const directly = new URL(member)
    directly.searchParams.delete('replicaSet')
    directly.searchParams.set('directConnection', 'true')
    for (const uri of [member.href, directly.href]) {
      const connection = await connectReplicaSet(uri)
      expect(await connection.getClient().db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 })
      await connection.close()
    }
  })

  it('refuses a standalone server, with an error that explains how to get a replica set', () => {
    expect(messages['alone']).toBe(
      `MONGODB_URI: expected a MongoDB replica set, got a standalone server. ${howToGetOne}`,
    )
    expect(messages['aloneBySetName']).toBe(
      `MONGODB_URI: expected members of the replica set that it names, got none (a standalone server?). ${howToGetOne}`,
    )
  })

  it('refuses a server whose replica set has not been initiated', () => {
    const message =
      'MONGODB_URI: expected a MongoDB replica set, got a server whose replica set has not been initiated. ' +
      'Run rs.initiate() once in mongosh.'
    expect([messages['uninitiated'], messages['uninitiatedBySetName']]).toEqual([message, message])
  })

  it('gives the reason why a server cannot be reached, without the password', () => {
    expect(messages['absent']).toBe(
      'MONGODB_URI: expected a MongoDB replica set with a primary that answers within 10 s, got: ' +
        `connect ECONNREFUSED 127.0.0.1:${unusedPort}. ` +
        'Nothing listens there: start MongoDB, or correct the host and the port.',
    )
    expect(messages['unknownHost']).toMatch(
      /^MONGODB_URI: expected a MongoDB replica set .*, got: getaddrinfo \w+ nowhere\.invalid\. The name of the host is not known/u,
    )
    expect(messages['malformed']).toMatch(/^MONGODB_URI: expected an address such as mongodb:.*, got: /u)
    expect(messages['noCertificate']).toMatch(
      /^MONGODB_URI: expected files of keys and certificates that can be read, got: /u,
    )
  })

  it('refuses a server that has no TLS when the address asks for TLS', () => {
    expect(messages['withTls']).toMatch(/^MONGODB_URI: expected .*tls=true/u)
  })

  it('refuses a user with a wrong password, and one who may not write', async () => {
    const mongo = await startForTest()
    const other = (user: string, password: string) => {
      const uri = new URL(mongo.uri)
      uri.username = user
      uri.password = password
      uri.pathname = '/elo'
      uri.searchParams.set('authSource', 'admin')
      return uri.href
    }
    await withClient(mongo.uri, async (client) => {
      const roles = [{ role: 'readWrite', db: 'elo' }]
      await client.db('admin').command({ createUser: 'desk', pwd: 'hunter2', roles })
      expect(await whyNot(other('desk', 'wrong'))).toBe(
        'MONGODB_URI: expected a user and a password that MongoDB accepts, got: Authentication failed. ' +
          'Correct them, or authSource, in the address.',
      )
      const connection = await connectReplicaSet(other('desk', 'hunter2'))
      onTestFinished(() => connection.close())
      expect(await createWriteProbe(connection)()).toBe(true)

      // Readiness is false while writes would fail, and true again after.
      await client.db('admin').command({ revokeRolesFromUser: 'desk', roles })
      await client.db('admin').command({ grantRolesToUser: 'desk', roles: [{ role: 'read', db: 'elo' }] })
      await expect(createWriteProbe(connection)()).rejects.toThrow('not authorized')
      expect(await whyNot(other('desk', 'hunter2'))).toMatch(
        /^MONGODB_URI: expected a database that takes writes, got: not authorized .* Give the user the role readWrite/u,
      )
      await client.db('admin').command({ grantRolesToUser: 'desk', roles })
      expect(await createWriteProbe(connection)()).toBe(true)
    })
  })
})

describe('faultOf', () => {
  it('accepts a member of a replica set, and a router', () => {
    expect(faultOf({ setName: 'rs0', maxWireVersion: 17 })).toBe(null)
    expect(faultOf({ msg: 'isdbgrid', maxWireVersion: 25 })).toBe(null)
  })

  it('refuses a server that is too old', () => {
    expect(faultOf({ setName: 'rs0', maxWireVersion: 13 })).toBe(
      'expected MongoDB 6.0 or newer, got an older server (wire version 13). Upgrade it.',
    )
  })
})
