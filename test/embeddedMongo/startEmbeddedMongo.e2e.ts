import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findMongod } from '../../embeddedMongo/obtain/findMongod.ts'
import { recordingLogger } from './support/recordingLogger.ts'
import { startForTest } from './support/startForTest.ts'
import { startInChild } from './support/startInChild.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { read, write } from './support/things.ts'
import { until } from '../support/until.ts'
import { mongodPid, withClient } from './support/withClient.ts'
import { writeWithoutPassword } from './support/writeWithoutPassword.ts'

const ofMongod = /^(?:PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|LD_LIBRARY_PATH|GLIBC_TUNABLES)$/u

describe('startEmbeddedMongo', () => {
  it('accepts writes, transactions and change streams at once, and only from this machine', async () => {
    const { uri, version } = await startForTest()
    expect(uri).toMatch(
      /^mongodb:\/\/__system:[\da-f]{64}@127\.0\.0\.1:\d+\/\?replicaSet=elo&authSource=local$/,
    )
    expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(6)
    await withClient(uri, async (client) => {
      const things = client.db('test').collection('things')
      const changes = things.watch()
      const next = changes.next()
      await client.withSession((session) =>
        session.withTransaction(() => things.insertOne({ name: 'in a transaction' }, { session })),
      )
      expect(await next).toMatchObject({
        operationType: 'insert',
        fullDocument: { name: 'in a transaction' },
      })
      await changes.close()
      const options = await client.db('admin').command({ getCmdLineOpts: 1 })
      expect(options['parsed']).toMatchObject({ net: { bindIp: '127.0.0.1' } })
    })
  })

  it('removes a temporary folder at stop', async () => {
    const TMPDIR = await temporaryFolder()
    const { uri, stop } = await startForTest({ environment: { ...process.env, TMPDIR } })
    await write(uri, 'gone tomorrow')
    expect(await readdir(TMPDIR)).toHaveLength(1)
    await stop()
    expect(await readdir(TMPDIR)).toEqual([])
  })

  it('runs two databases at the same time', async () => {
    const folder = await temporaryFolder()
    const both = await Promise.all([
      startForTest({ dataDir: join(folder, 'one') }),
      startForTest({ dataDir: join(folder, 'two') }),
    ])
    await Promise.all(both.map(({ uri }, index) => write(uri, `of ${index}`)))
    expect(await Promise.all(both.map(({ uri }) => read(uri)))).toEqual([['of 0'], ['of 1']])
  })

  it('repeats the output of a mongod that cannot start, and leaves no folder behind', async () => {
    const folder = await temporaryFolder()
    const binary = join(folder, 'mongod')
    await writeFile(
      binary,
      '#!/bin/sh\n[ "$1" = --version ] && echo "db version v7.0.1" && exit\necho no disk >&2\nexit 3\n',
    )
    await chmod(binary, 0o755)
    const TMPDIR = await temporaryFolder()
    const starting = startForTest({ environment: { ...process.env, TMPDIR, MONGOMS_SYSTEM_BINARY: binary } })
    await expect(starting).rejects.toThrow(
      `${binary} exited with code 3. Its last output: no disk If another version`,
    )
    expect(await readdir(TMPDIR)).toEqual([])
  })

  it('starts a killed mongod again, at the same address and with all acknowledged writes', async () => {
    const logger = recordingLogger()
    const { uri, stop } = await startForTest({ logger })
    await write(uri, 'before')
    const killed = await mongodPid(uri)
    process.kill(killed, 'SIGKILL')
    await until('the database runs again', () =>
      logger.lines.includes('info Embedded database: running again.'),
    )
    expect(await mongodPid(uri)).not.toBe(killed)
    await write(uri, 'after')
    expect(await read(uri)).toEqual(['before', 'after'])
    await stop()
    await expect(mongodPid(`${uri}&serverSelectionTimeoutMS=200`)).rejects.toThrow('ECONNREFUSED')
    expect(logger.lines.filter((line) => line.startsWith('error'))).toEqual([
      'error Embedded database: mongod has ended.',
    ])

    const calm = recordingLogger()
    await (await startForTest({ logger: calm })).stop()
    expect(calm.lines.filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('lets nobody in without its password, and does not log it', async () => {
    const logger = recordingLogger()
    const { uri } = await startForTest({ logger })
    const { host, password } = new URL(uri)
    await withClient(`mongodb://${host}/?directConnection=true`, async (client) => {
      const admin = client.db('admin')
      for (const command of [
        { createUser: 'first', pwd: 'one', roles: ['root'] },
        { listDatabases: 1 },
        { replSetGetConfig: 1 },
      ])
        await expect(admin.command(command)).rejects.toMatchObject({ codeName: 'Unauthorized' })
      await expect(client.db('test').collection('things').findOne()).rejects.toMatchObject({
        codeName: 'Unauthorized',
      })
    })
    await expect(mongodPid(uri.replace(password, 'f'.repeat(64)))).rejects.toMatchObject({
      codeName: 'AuthenticationFailed',
    })
    expect(JSON.stringify(logger.details)).toContain(`mongodb://${host}/?replicaSet=elo`)
    expect(JSON.stringify(logger.details)).not.toContain(password)
  })

  it('opens data that was written without a password, and has a new password at each start', async () => {
    const dataDir = await temporaryFolder()
    await writeWithoutPassword(dataDir, 'of an earlier version')
    const passwords = new Set<string>()
    for (const name of ['one', 'two']) {
      const { uri, stop } = await startForTest({ dataDir })
      passwords.add(new URL(uri).password)
      await write(uri, name)
      await stop()
    }
    expect(passwords.size).toBe(2)
    const { uri } = await startForTest({ dataDir })
    expect(await read(uri)).toEqual(['of an earlier version', 'one', 'two'])
  })

  it('makes its files readable only for its own user, whatever the umask is and who made the folder', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    await mkdir(dataDir)
    await chmod(dataDir, 0o755)
    const child = await startInChild(dataDir)
    await write(child.uri, 'private')
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
    const modes = await Promise.all(
      entries.map(async (entry) => {
        const mode = await modeOf(join(entry.parentPath, entry.name))
        return `${entry.isDirectory() ? 'folder' : 'file'} ${mode}`
      }),
    )
    expect(await modeOf(dataDir)).toBe('700')
    expect(await modeOf(join(dataDir, 'elo-owner.json'))).toBe('600')
    expect([...new Set(modes)].toSorted()).toEqual(['file 600', 'folder 700'])
    // mongod has read its key.
    expect(entries.filter(({ name }) => name.startsWith('elo-key'))).toEqual([])
    child.kill('SIGINT')
    await child.exited
  })

  it('gives mongod none of our secrets', async () => {
    const environment = { ...process.env, CHATWOOT_WEBHOOK_SECRET: 'canary', ELO_SERVICE_SECRET: 'canary' }
    const { uri } = await startForTest({ environment })
    const given = await readFile(`/proc/${await mongodPid(uri)}/environ`, 'utf8')
    const names = given.split('\0').map((entry) => entry.split('=')[0] ?? '')
    expect(names).toContain('PATH')
    expect(names.filter((name) => name !== '' && !ofMongod.test(name))).toEqual([])
    expect(given).not.toContain('canary')
  })

  it('runs the mongod on PATH', async () => {
    const folder = await temporaryFolder()
    const real = await findMongod({ environment: process.env, logger: recordingLogger() })
    await symlink(real.path, join(folder, 'mongod'))
    const { uri, version, source } = await startForTest({ environment: { ...process.env, PATH: folder } })
    expect({ version, source }).toEqual({ version: real.version, source: 'path' })
    await write(uri, 'works')
  })
})
