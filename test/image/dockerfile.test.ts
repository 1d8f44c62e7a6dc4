import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readComposeFile } from '../support/composeFile.ts'
import { commandOf, ownFoldersOf, pairsOf, readDockerfile, textsOf } from './readDockerfile.ts'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
const packageSchema = z.object({ version: z.string(), description: z.string(), license: z.string() })
const installedSchema = z.object({
  name: z.string().optional(),
  dev: z.boolean().default(false),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
})
const lockSchema = z.object({ packages: z.record(z.string(), installedSchema) })
const installed = Object.entries(lockSchema.parse(read('package-lock.json')).packages).filter(
  ([, { dev }]) => !dev,
)

const { stages, image } = readDockerfile()
const { services } = readComposeFile({ ELO_SERVICE_SECRET: 'the service secret of the image test' })
const own = Object.entries(services).filter(([, service]) => service.image === 'elo')

describe('the image', () => {
  it('has the packages that Elo runs on, the list of them, and what was built; the user cannot change them', () => {
    const dependencies = stages.find(({ name }) => name === 'dependencies')
    expect(dependencies && textsOf(dependencies, 'RUN')).toEqual([
      'npm ci --omit=dev --no-fund --no-audit',
      'npm run sbom',
    ])
    expect(textsOf(image, 'COPY')).toEqual([
      '--from=dependencies /elo/node_modules node_modules',
      '--from=dependencies /elo/sbom.cdx.json ./',
      '--from=build /elo/dist dist',
      'package.json LICENSE ./',
    ])
    expect(textsOf(image, 'USER')).toEqual(['1000:1000'])
  })

  it('is the same for every architecture, but for Node.js', () => {
    const bound = installed.filter(([, { os, cpu }]) => os ?? cpu).map(([path]) => path)
    expect(bound).toEqual([])
    expect(new Set(stages.map(({ base }) => base))).toEqual(new Set(['node:24-bookworm-slim']))
  })

  it('says what it is', () => {
    const { version, description, license } = packageSchema.parse(read('package.json'))
    expect(pairsOf(image, 'LABEL')).toEqual({
      'org.opencontainers.image.title': 'Elo',
      'org.opencontainers.image.description': description,
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.revision': '$REVISION',
      'org.opencontainers.image.licenses': `${license} AND Elastic-2.0`,
      'org.opencontainers.image.base.name': `docker.io/library/${image.base}`,
    })
  })

  it('listens on all interfaces of its container, where Elo needs sign-in', () => {
    expect(pairsOf(image, 'ENV')).toMatchObject({ HOST: '0.0.0.0', PORT: '4000', NODE_ENV: 'production' })
    expect(textsOf(image, 'EXPOSE')).toEqual(['4000'])
  })

  it('has the health check of docker-compose.yml, and the command of its gateways', () => {
    for (const [, { healthcheck }] of own)
      expect(healthcheck.test).toEqual(['CMD', ...commandOf(image, 'HEALTHCHECK')])
    expect(commandOf(image, 'CMD')).toEqual(services['gateway-1']?.command)
  })

  it('has a folder of its user for every named volume of Elo', () => {
    const mounted = own.flatMap(([, { volumes }]) =>
      volumes.flatMap((volume) => (typeof volume === 'string' ? (volume.split(':')[1] ?? '') : [])),
    )
    expect(new Set(mounted)).toEqual(new Set(ownFoldersOf(image)))
  })

  it('has no telemetry of Apollo, and no composition', () => {
    const skipped = installed.filter(([, { name }]) => name === '@favware/skip-dependency')
    const prefix = 'node_modules/@apollo/gateway/node_modules/'
    expect(skipped.map(([path]) => path.replace(prefix, '')).toSorted()).toEqual([
      '@apollo/composition',
      '@opentelemetry/core',
      '@opentelemetry/exporter-metrics-otlp-http',
      '@opentelemetry/resource-detector-alibaba-cloud',
      '@opentelemetry/resource-detector-aws',
      '@opentelemetry/resource-detector-azure',
      '@opentelemetry/resource-detector-gcp',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-metrics',
    ])
    expect(installed.map(([path]) => path)).not.toContain('node_modules/@apollo/composition')
  })
})
