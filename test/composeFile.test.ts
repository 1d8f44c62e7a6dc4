import { describe, expect, it } from 'vitest'
import { gatewayConfigSchema } from '../gateway/config.ts'
import { intakeConfigSchema } from '../intake/config.ts'
import { historySettings } from '../platform/process/settings/processConfig.ts'
import { subgraphConfigSchema } from '../subgraphs/startSubgraph.ts'
import { readComposeFile } from './support/composeFile.ts'

const ELO_SERVICE_SECRET = 'the service secret of the compose test'
const subgraphs = ['identity', 'conversations', 'actions', 'feedback', 'history'] as const

describe('docker-compose.yml', () => {
  const { services, volumes } = readComposeFile({ ELO_SERVICE_SECRET })
  const namedVolumesOf = (name: string) =>
    services[name]?.volumes.flatMap((volume) => (typeof volume === 'string' ? volume.split(':')[0] : []))

  it('has a database, five subgraphs, the intake and two gateways', () => {
    expect(Object.keys(services)).toEqual(['mongo', ...subgraphs, 'intake', 'gateway-1', 'gateway-2'])
  })

  it('keeps what the database stores in named volumes', () => {
    expect(namedVolumesOf('mongo')).toEqual(['mongo-data', 'mongo-config'])
  })

  it('gives both gateways the same API keys, in a named volume, and no other process', () => {
    for (const gateway of ['gateway-1', 'gateway-2']) expect(namedVolumesOf(gateway)).toEqual(['api-keys'])
    for (const other of [...subgraphs, 'intake']) expect(namedVolumesOf(other)).not.toContain('api-keys')
    expect(Object.keys(volumes)).toContain('api-keys')
  })

  it('gives the history subgraph the key of the audit trail, in a named volume, and no other process', () => {
    expect(namedVolumesOf('history')).toEqual(['audit-key'])
    for (const other of [...subgraphs.slice(0, -1), 'intake']) expect(namedVolumesOf(other)).toEqual([])
    expect(Object.keys(volumes)).toEqual(['mongo-data', 'mongo-config', 'api-keys', 'audit-key'])
  })

  it('gives the identity subgraph the rules that are configured, and by default none', () => {
    const setting = (given: ReturnType<typeof readComposeFile>) =>
      Object.entries(given.services).flatMap(([name, { environment }]) =>
        'ELO_IDENTITY_RULES' in environment ? [[name, environment['ELO_IDENTITY_RULES']]] : [],
      )
    const configured = readComposeFile({ ELO_SERVICE_SECRET, ELO_IDENTITY_RULES: './rules.json' })
    const target = '/etc/elo/identity-rules.json'

    expect(setting({ services, volumes })).toEqual([['identity', '']])
    expect(services['identity']?.volumes.at(-1)).toEqual({ type: 'bind', source: '/dev/null', target })
    expect(setting(configured)).toEqual([['identity', target]])
    expect(configured.services['identity']?.volumes.at(-1)).toEqual({
      type: 'bind',
      source: './rules.json',
      target,
    })
  })

  it('gives every subgraph the retention rules that are configured, and by default none', () => {
    const target = '/etc/elo/retention.json'
    const configured = readComposeFile({ ELO_SERVICE_SECRET, ELO_RETENTION: './retention.json' })
    for (const subgraph of subgraphs) {
      expect(services[subgraph]?.environment['ELO_RETENTION']).toBe('')
      expect(services[subgraph]?.volumes).toContainEqual({ type: 'bind', source: '/dev/null', target })
      expect(configured.services[subgraph]?.environment['ELO_RETENTION']).toBe(target)
      expect(configured.services[subgraph]?.volumes).toContainEqual({
        ...{ type: 'bind', source: './retention.json', target },
      })
    }
  })

  it('gives the actions subgraph the limits of commitments that are configured, and by default none', () => {
    const target = '/etc/elo/commitment-limits.json'
    const configured = readComposeFile({ ELO_SERVICE_SECRET, ELO_COMMITMENT_LIMITS: './limits.json' })
    const actionsOf = (given: typeof configured) => given.services['actions']

    expect(actionsOf({ services, volumes })?.environment['ELO_COMMITMENT_LIMITS']).toBe('')
    expect(actionsOf(configured)?.environment['ELO_COMMITMENT_LIMITS']).toBe(target)
    expect(actionsOf(configured)?.volumes.at(-1)).toEqual({ type: 'bind', source: './limits.json', target })
  })

  it('passes every setting to each process that has it', () => {
    const settingsOf = (name: string) => Object.keys(services[name]?.environment ?? {}).toSorted()
    const keysOf = (schema: { shape: object }) => Object.keys(schema.shape).toSorted()

    for (const gateway of ['gateway-1', 'gateway-2'])
      expect(settingsOf(gateway)).toEqual(keysOf(gatewayConfigSchema))
    expect(settingsOf('intake')).toEqual(keysOf(intakeConfigSchema))
    // Identity and conversations have rules, actions has limits, and history the key of the audit trail, streams and webhooks.
    for (const subgraph of subgraphs) {
      const others = [
        subgraph !== 'identity' && 'ELO_IDENTITY_RULES',
        subgraph !== 'conversations' && 'ELO_TURN_RULES',
        subgraph !== 'actions' && 'ELO_COMMITMENT_LIMITS',
        subgraph !== 'history' && 'ELO_AUDIT_KEY',
        ...(subgraph === 'history' ? [] : Object.keys(historySettings)),
      ]
      const own = keysOf(subgraphConfigSchema(subgraph)).filter((key) => !others.includes(key))
      expect(settingsOf(subgraph), subgraph).toEqual(own)
    }
  })

  it('does not start without the secret that its processes sign their calls with', () => {
    expect(() => readComposeFile({})).toThrow('ELO_SERVICE_SECRET is missing')
  })

  it('publishes ports on this machine only', () => {
    const published = Object.values(services).flatMap(({ ports }) => ports)
    expect(published).toEqual(['127.0.0.1:4020:4006', '127.0.0.1:4000:4000', '127.0.0.1:4010:4000'])
  })

  it('lets no process of Elo write outside of volumes and /tmp, or gain rights', () => {
    for (const { image, read_only, tmpfs, cap_drop, security_opt } of Object.values(services)) {
      if (image !== 'elo') continue
      expect({ read_only, tmpfs, cap_drop, security_opt }).toEqual({
        read_only: true,
        tmpfs: ['/tmp'],
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      })
    }
  })

  it('runs no process as root, and starts none before the services it needs are healthy', () => {
    for (const service of Object.values(services)) {
      expect(['node', 'mongodb']).toContain(service.user)
      expect(service.healthcheck.test.length).toBeGreaterThan(1)
      for (const [needed, { condition }] of Object.entries(service.depends_on)) {
        expect(Object.keys(services)).toContain(needed)
        expect(condition).toBe('service_healthy')
      }
    }
  })
})
