import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const mountedFileSchema = z.object({ type: z.literal('bind'), source: z.string(), target: z.string() })
const serviceSchema = z.object({
  image: z.string(),
  user: z.string(),
  read_only: z.boolean().default(false),
  tmpfs: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.union([z.string(), mountedFileSchema])).default([]),
})
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
})

export type ComposeService = z.infer<typeof serviceSchema>

/**
 * docker-compose.yml as Docker reads it. `${NAME:-default}` gives the default where `environment` has no value or an
 * empty one, `${NAME:+instead}` gives `instead` where it has a value, and `${NAME:?message}` throws where it has none.
 */
export function readComposeFile(environment: Record<string, string>): z.infer<typeof composeSchema> {
  const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8')
  const filled = text.replace(
    /\$\{([A-Z_]+)(?::-([^}]*)|:\+([^}]*)|:\?([^}]*))?\}/gu,
    (_all, name: string, fallback: string | undefined, instead: string | undefined, missing?: string) => {
      const value = environment[name] ?? ''
      if (value === '' && missing !== undefined) throw new Error(`${name} ${missing}`)
      return value === '' ? (fallback ?? '') : (instead ?? value)
    },
  )
  return composeSchema.parse(parse(filled, { merge: true }))
}
