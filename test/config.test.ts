import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../config.ts'
import { gatewayConfigSchema } from '../gateway/config.ts'
import { readConfig } from '../platform/readConfig.ts'
import { roomConfigSchema } from '../platform/startRoom.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const settings = new Set(
  [configSchema, gatewayConfigSchema, roomConfigSchema('identity')].flatMap((schema) =>
    Object.keys(schema.shape),
  ),
)

describe('the configuration', () => {
  it('is what the README says', () => {
    const documented = [...read('README.md').matchAll(/^\| `([A-Z_]+)`/gmu)].map(([, name]) => name)
    expect(documented.toSorted()).toEqual([...settings].toSorted())
  })

  it('is exemplified for the single process', () => {
    const exemplified = [...read('.env.example').matchAll(/^([A-Z_]+)=/gmu)].map(([, name]) => name)
    expect(exemplified.toSorted()).toEqual(Object.keys(configSchema.shape).toSorted())
  })

  it('reports all faults at once', () => {
    expect(() =>
      readConfig(configSchema, { PORT: 'four', LOG_LEVEL: 'loud', MONGODB_URI: 'postgres://x' }),
    ).toThrow(/^the configuration has 3 fault\(s\):\n {2}PORT: .*\n {2}LOG_LEVEL: .*\n {2}MONGODB_URI: .*$/u)
  })

  it('knows origins of pages from addresses of pages', () => {
    const read = (origins: string) => readConfig(configSchema, { ALLOWED_ORIGINS: origins }).ALLOWED_ORIGINS
    expect(read('https://desk.example, http://localhost:3000')).toEqual([
      'https://desk.example',
      'http://localhost:3000',
    ])
    expect(read('*')).toEqual(['*'])
    for (const wrong of ['desk.example', 'https://desk.example/', 'https://desk.example/app'])
      expect(() => read(wrong)).toThrow(/ALLOWED_ORIGINS[^]*expected origins such as/u)
  })

  it('takes an empty setting for one left out', () => {
    expect(
      readConfig(configSchema, { PORT: '', MONGODB_URI: '', CHATWOOT_WEBHOOK_SECRET: 'new, old' }),
    ).toMatchObject({
      PORT: 4000,
      CHATWOOT_WEBHOOK_SECRET: ['new', 'old'],
    })
    const room = { PORT: '', MONGODB_URI: 'mongodb://127.0.0.1/elo' }
    expect(readConfig(roomConfigSchema('history'), room)).toMatchObject({ PORT: 4005 })
  })
})
