import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configSchema } from '../config.ts'
import { gatewayConfigSchema } from '../gateway/config.ts'
import { readConfig } from '../platform/readConfig.ts'
import { roomConfigSchema } from '../platform/startRoom.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const settings = new Set(
  [configSchema, gatewayConfigSchema, roomConfigSchema].flatMap((schema) => Object.keys(schema.shape)),
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
    ).toThrow(/3 fault\(s\)[^]*PORT[^]*MONGODB_URI|3 fault\(s\)[^]*LOG_LEVEL/u)
  })

  it('takes an empty setting for one left out', () => {
    expect(
      readConfig(configSchema, { PORT: '', MONGODB_URI: '', CHATWOOT_WEBHOOK_SECRET: 'new, old' }),
    ).toMatchObject({
      PORT: 4000,
      CHATWOOT_WEBHOOK_SECRET: ['new', 'old'],
    })
  })
})
