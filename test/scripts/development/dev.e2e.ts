import { access, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../embeddedMongo/support/temporaryFolder.ts'
import { startEloProcess } from '../../support/eloProcess.ts'
import { until } from '../../support/until.ts'

const started = /"process":"elo","pid":(\d+),"event":"ready"/gu

describe('npm run dev', { timeout: 120_000 }, () => {
  it('starts Elo again after a change, on the same database, and ends with all that it started', async () => {
    const folder = await temporaryFolder()
    const dev = await startEloProcess({ ELO_DATA_DIR: folder }, [
      '--import',
      'tsx',
      'scripts/development/dev.ts',
    ])
    const pids = () => [...dev.log().matchAll(started)].map(([, pid]) => Number(pid))
    await utimes(join(import.meta.dirname, '../../../schema/shared.graphql'), new Date(), new Date())
    await until('Elo runs again', () => pids().length === 2)
    expect(dev.log()).toContain('change in ./schema/shared.graphql')
    expect(await dev.end('SIGTERM')).toBe(0)
    expect(dev.log().match(/"Embedded database: ready\."/gu)).toHaveLength(1)
    for (const pid of pids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    await expect(access(join(folder, 'mongodb.uri'))).rejects.toThrow('ENOENT')
  })
})
