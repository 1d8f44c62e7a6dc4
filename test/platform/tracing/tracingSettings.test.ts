import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../../../platform/process/settings/readConfig.ts'
import { findUnknownSettings } from '../../../platform/process/settings/unknownSettings.ts'
import { tracesTargetOf, tracingSettings } from '../../../platform/tracing/tracingSettings.ts'

const read = (settings: Record<string, string>) => readConfig(z.object(tracingSettings), settings)
const targetOf = (settings: Record<string, string>) => tracesTargetOf(read(settings), 'gateway')

describe('the settings of traces', () => {
  it('ask for none by default, and when OTEL_TRACES_EXPORTER is none', () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }
    for (const settings of [{}, { OTEL_SERVICE_NAME: 'desk' }, { ...endpoint, OTEL_TRACES_EXPORTER: 'none' }])
      expect(targetOf(settings)).toBeNull()
  })

  it('have the defaults of OpenTelemetry', () => {
    expect(targetOf({ OTEL_TRACES_EXPORTER: 'otlp' })).toEqual({
      url: 'http://127.0.0.1:4318/v1/traces',
      headers: {},
      serviceName: 'elo-gateway',
      sampler: 'parentbased_always_on',
      ratio: 1,
    })
  })

  it('name the collector, its headers and what is sampled', () => {
    expect(
      targetOf({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp/',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc==, x-tenant=7',
        OTEL_SERVICE_NAME: 'desk',
        OTEL_TRACES_SAMPLER: 'traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0.25',
      }),
    ).toEqual({
      url: 'https://collector.example/otlp/v1/traces',
      headers: { authorization: 'Bearer abc==', 'x-tenant': '7' },
      serviceName: 'desk',
      sampler: 'traceidratio',
      ratio: 0.25,
    })
  })

  it.each([
    ['OTEL_TRACES_EXPORTER', 'zipkin', 'expected otlp or none'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'expected the http(s) url of a collector'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'expected http/protobuf, the only protocol that Elo has'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'token', 'expected headers such as authorization=Bearer%20TOKEN'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=%0d%0ab', 'expected headers such as authorization=Bearer%20TOKEN'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote', 'expected one of always_on, '],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'expected a part of all traces, 0 to 1, got "1.5"'],
    ['OTEL_TRACES_SAMPLER_ARG', 'half', 'expected a part of all traces, 0 to 1, got "half"'],
  ])('are refused in one sentence: %s=%s', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(`${name}: ${message}`)
  })

  it('are told from further settings of OpenTelemetry, which are no mistakes', () => {
    const environment = {
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
      OTEL_RESOURCE_ATTRIBUTES: 'a=b',
      OTEL_TRACES_EXPORTR: 'otlp',
    }
    expect(findUnknownSettings(environment)).toEqual([
      { name: 'OTEL_TRACES_EXPORTR', nearest: 'OTEL_TRACES_EXPORTER' },
    ])
  })
})
