import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../config.ts'
import { gatewayConfigSchema } from '../gateway/config.ts'
import { intakeConfigSchema } from '../intake/config.ts'
import { readConfig } from '../platform/process/settings/readConfig.ts'
import { settingNames } from '../platform/process/settings/settingNames.ts'
import { subgraphConfigSchema } from '../subgraphs/startSubgraph.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const settings = new Set(
  [configSchema, gatewayConfigSchema, intakeConfigSchema, subgraphConfigSchema('identity')].flatMap(
    (schema) => Object.keys(schema.shape),
  ),
)

describe('the configuration', () => {
  it('has the settings and defaults that the README lists', () => {
    const documented = [...read('README.md').matchAll(/^\| `([A-Z_]+)`/gmu)].map(([, name]) => name)
    expect(documented.toSorted()).toEqual([...settings].toSorted())
  })

  it('has the settings against which misspelt ones are found', () => {
    expect(settingNames.filter((name) => name !== 'ELO_TOKEN')).toEqual([...settings].toSorted())
  })

  it('has an example for the single process', () => {
    const exemplified = [...read('.env.example').matchAll(/^([A-Z_]+)=/gmu)].map(([, name]) => name)
    expect(exemplified.toSorted()).toEqual(Object.keys(configSchema.shape).toSorted())
  })

  it('reports all faults at once', () => {
    expect(() =>
      readConfig(configSchema, { PORT: 'four', LOG_LEVEL: 'loud', MONGODB_URI: 'postgres://x' }),
    ).toThrow(/^the configuration has 3 fault\(s\):\n {2}PORT: .*\n {2}LOG_LEVEL: .*\n {2}MONGODB_URI: .*$/u)
  })

  it('accepts the origin of a page and refuses the address of a page', () => {
    const read = (origins: string) => readConfig(configSchema, { ALLOWED_ORIGINS: origins }).ALLOWED_ORIGINS
    expect(read('https://desk.example, http://localhost:3000')).toEqual([
      'https://desk.example',
      'http://localhost:3000',
    ])
    expect(read('*')).toEqual(['*'])
    for (const wrong of ['desk.example', 'https://desk.example/', 'https://desk.example/app'])
      expect(() => read(wrong)).toThrow(/ALLOWED_ORIGINS[^]*expected origins such as/u)
  })

  it('names the value that it got instead of a port', () => {
    for (const wrong of ['abc', '-1', '65536', '4000.5', '0x10', ' 4000'])
      expect(() => readConfig(configSchema, { PORT: wrong })).toThrow(
        `PORT: expected a port, 0 to 65535, got "${wrong}"`,
      )
    expect(readConfig(configSchema, { PORT: '0' }).PORT).toBe(0)
    expect(readConfig(configSchema, { PORT: '65535' }).PORT).toBe(65_535)
  })

  it('accepts the name of a host and refuses the address of a page', () => {
    const read = (hosts: string) => readConfig(configSchema, { ALLOWED_HOSTS: hosts }).ALLOWED_HOSTS
    expect(read('elo.example, elo.example:8443')).toEqual(['elo.example', 'elo.example:8443'])
    expect(read('')).toEqual([])
    for (const wrong of ['https://elo.example', 'elo.example/', '*', 'elo.example:', 'elo example'])
      expect(() => read(wrong)).toThrow(
        `ALLOWED_HOSTS.0: expected hosts such as elo.example or elo.example:8443, without http:// and a path, got "${wrong}"`,
      )
  })

  it('treats an empty setting as a setting that is not given', () => {
    expect(
      readConfig(configSchema, { PORT: '', MONGODB_URI: '', CHATWOOT_WEBHOOK_SECRET: 'new, old' }),
    ).toMatchObject({
      PORT: 4000,
      CHATWOOT_WEBHOOK_SECRET: ['new', 'old'],
    })
    const subgraph = { PORT: '', MONGODB_URI: 'mongodb://127.0.0.1/elo' }
    expect(readConfig(subgraphConfigSchema('history'), subgraph)).toMatchObject({ PORT: 4005 })
  })
})
