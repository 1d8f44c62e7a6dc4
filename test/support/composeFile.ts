import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const serviceSchema = z.object({
  image: z.string(),
  user: z.string(),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
})
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
})

export type ComposeService = z.infer<typeof serviceSchema>

/** docker-compose.yml as Docker would read it, with `${NAME:-default}` filled in from `environment`. */
export function readComposeFile(environment: Record<string, string>): z.infer<typeof composeSchema> {
  const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8')
  const filled = text.replace(
    /\$\{([A-Z_]+)(?::-([^}]*))?\}/gu,
    (_all, name: string, fallback?: string) => environment[name] ?? fallback ?? '',
  )
  return composeSchema.parse(parse(filled, { merge: true }))
}
