import { describe, expect, it } from 'vitest'
import { runEloProcess } from '../support/eloProcess.ts'

const commands = [
  ['main.ts', 'npm start'],
  ['demo/main.ts', 'npm run demo'],
  ['scripts/replay.ts', 'npm run replay'],
  ['scripts/quarantine.ts', 'npm run quarantine'],
  ['scripts/keys.ts', 'npm run keys'],
  ['scripts/mcp.ts', 'npm run --silent mcp'],
  ['scripts/auditVerify.ts', 'npm run audit:verify'],
  ['scripts/auditCheckpoint.ts', 'npm run audit:checkpoint'],
  ['scripts/development/schema.ts', 'npm run schema'],
] as const

describe.each(commands)('%s', (file, usage) => {
  it('prints its usage and does nothing else when it is asked for help', async () => {
    const { code, log } = await runEloProcess({}, ['--import', 'tsx', file, '--help'])
    expect([code, log.slice(0, usage.length)]).toEqual([0, usage])
  })

  it('refuses an unknown option with its usage', async () => {
    const { code, log } = await runEloProcess({}, ['--import', 'tsx', file, '--wrong'])
    expect([code, log.slice(0, 25)]).toEqual([2, "Unknown option '--wrong'."])
    expect(log).toContain(`\n\n${usage}`)
  })
})

it('quarantine drops nothing unless it is told what', async () => {
  const { code, log } = await runEloProcess({}, ['--import', 'tsx', 'scripts/quarantine.ts', 'drop'])
  expect(code).toBe(2)
  expect(log).toMatch(/^drop: expected either ids, --reason or --all\n\nnpm run quarantine/u)
})
