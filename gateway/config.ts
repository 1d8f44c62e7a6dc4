import { z } from 'zod'
import {
  codes,
  hosts,
  origins,
  processSettings,
  serviceSecrets,
  subgraphUrls,
} from '../platform/process/settings/processConfig.ts'
import { authenticationOf } from './authentication/authenticationOf.ts'
import { authenticationSettings } from './authentication/settings.ts'
import { limitSettings, limitsOf } from './limits/limitSettings.ts'
import { safelistOf, safelistSettings } from './safelist/safelist.ts'
import { readSchemaFile } from '../platform/subgraph/schemaFiles.ts'

/** The settings of the gateway's server, whether it is a process of its own or not. */
export const gatewaySettings = {
  ...processSettings,
  ...authenticationSettings,
  ...limitSettings,
  PORT: processSettings.PORT.default(4000),
  ALLOWED_ORIGINS: origins,
  ALLOWED_HOSTS: hosts,
  PASSED_ERROR_CODES: codes,
  ...safelistSettings,
  ELO_INTROSPECTION: z.enum(['on', 'off'], 'expected on or off').optional(),
}

/** The configuration of a gateway as a process of its own. */
export const gatewayConfigSchema = z.object({
  ...gatewaySettings,
  ...subgraphUrls,
  ELO_SERVICE_SECRET: serviceSecrets,
})

/**
 * The options of `startGateway` for a gateway of Elo's own supergraph with these settings. Throws as `authenticationOf`
 * does.
 */
export function gatewayOptionsOf(settings: z.infer<z.ZodObject<typeof gatewaySettings>>) {
  return {
    authentication: authenticationOf(settings),
    host: settings.HOST,
    port: settings.PORT,
    supergraphSdl: readSchemaFile('supergraph.graphql'),
    allowedOrigins: settings.ALLOWED_ORIGINS,
    allowedHosts: settings.ALLOWED_HOSTS,
    passedErrorCodes: settings.PASSED_ERROR_CODES,
    limits: limitsOf(settings),
    safelist: safelistOf(settings),
    introspection: hasIntrospection(settings),
    metricsTokens: settings.ELO_METRICS_TOKEN,
  }
}

/** Introspection is off in production, unless it is allowed by its setting. */
function hasIntrospection({
  ELO_INTROSPECTION: setting,
  NODE_ENV,
}: z.infer<z.ZodObject<typeof gatewaySettings>>): boolean {
  return setting === undefined ? NODE_ENV !== 'production' : setting === 'on'
}
