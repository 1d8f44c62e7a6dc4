import { z } from 'zod'
import { parseHost } from '../../http/host.ts'
import { tracingSettings } from '../../tracing/tracingSettings.ts'
import { logLevels } from '../log/logger.ts'

/** Texts, separated by commas. */
export const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )

/** One or several secrets, separated by commas; the first is the newest. */
export const secrets = list

const minimumSecretLength = 32

/** The same, each too long to be guessed. */
const longSecrets = secrets.pipe(
  z.array(
    z.string().min(minimumSecretLength, {
      error: `expected secrets of at least ${minimumSecretLength} characters, got a shorter one`,
    }),
  ),
)

/** The settings every process has. Spread it into the process's own schema. */
export const processSettings = {
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/u.test(text) && Number(text) <= 65_535, {
      error: ({ input }) => `expected a port, 0 to 65535, got ${JSON.stringify(input)}`,
    })
    .transform(Number),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  ELO_METRICS_TOKEN: longSecrets,
  ...tracingSettings,
}

/** The address of MongoDB, for a process that does not start its own. */
export const mongodbUri = z
  .string({
    error: 'expected a MongoDB connection string, e.g. mongodb://127.0.0.1:27017/elo?replicaSet=rs0',
  })
  .regex(/^mongodb(\+srv)?:\/\//u, 'expected it to begin with mongodb:// or mongodb+srv://')

/** The address of another process. */
export const httpUrl = z.url({
  protocol: /^https?$/u,
  error: 'expected an http(s) url, e.g. http://identity:4001/graphql',
})

/** Where the subgraphs answer when each is a process of its own. A process takes those that it calls. */
export const subgraphUrls = {
  IDENTITY_URL: httpUrl.default('http://127.0.0.1:4001/graphql'),
  CONVERSATIONS_URL: httpUrl.default('http://127.0.0.1:4002/graphql'),
  ACTIONS_URL: httpUrl.default('http://127.0.0.1:4003/graphql'),
  FEEDBACK_URL: httpUrl.default('http://127.0.0.1:4004/graphql'),
  HISTORY_URL: httpUrl.default('http://127.0.0.1:4005/graphql'),
}

/** The secrets with which the processes of Elo sign their calls to each other, for each of them. */
export const serviceSecrets = longSecrets

/** Origins of web pages as browsers send them, separated by commas; `*` allows every origin. */
export const origins = list.pipe(
  z.array(
    z
      .string()
      .refine((origin) => origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin), {
        error: ({ input }) =>
          `expected origins such as https://desk.example, without a path, or *, got ${JSON.stringify(input)}`,
      }),
  ),
)

/** Host names by which clients call this Elo, with or without a port, separated by commas. */
export const hosts = list.pipe(
  z.array(
    z.string().refine((host) => parseHost(host) !== null, {
      error: ({ input }) =>
        `expected hosts such as elo.example or elo.example:8443, without http:// and a path, got ${JSON.stringify(input)}`,
    }),
  ),
)

/** Error codes, separated by commas. */
export const codes = list.pipe(
  z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/u, 'expected codes such as OUT_OF_STOCK')),
)

/** A retention in days; the seconds of a TTL index end at some 68 years. */
export const retentionDays = (byDefault: number) =>
  z.coerce.number().int('expected a whole number of days, 1 to 24855').min(1).max(24_855).default(byDefault)

/** A size in MB. */
export const megabytes = (byDefault: number) =>
  z.coerce
    .number()
    .int('expected a whole number of MB, 1 to 1000000')
    .min(1)
    .max(1_000_000)
    .default(byDefault)

export const flag = z
  .enum(['true', 'false'], { error: 'expected true or false' })
  .default('false')
  .transform((text) => text === 'true')

/** How many interactions of the logs that a merge joins are delivered by a stream. */
const joinedEvents = z.coerce
  .number()
  .int('expected a whole number, 1 to 100000')
  .min(1)
  .max(100_000)
  .default(1_000)

/** The settings of webhooks out. */
export const webhookSettings = {
  ELO_WEBHOOKS_ALLOW_HTTP: flag,
  ELO_WEBHOOKS_ALLOW_PRIVATE: flag,
  ELO_PUBLIC_URL: httpUrl.optional(),
  ELO_WEBHOOKS_TRACEPARENT: flag,
}

/** The settings of the process with the history subgraph. */
export const historySettings = { ...webhookSettings, ELO_JOINED_EVENTS: joinedEvents }
