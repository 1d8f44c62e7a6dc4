import { z } from 'zod'
import { type GatewayLimits, gatewayLimits } from './limits.ts'

const { http, sockets, traffic } = gatewayLimits

const count = (byDefault: number) =>
  z.coerce
    .number({ error: 'expected a whole number, 1 to 1000000000' })
    .int('expected a whole number, 1 to 1000000000')
    .min(1)
    .max(1_000_000_000)
    .default(byDefault)

/** The limits that depend on how many callers there are, and on the machine. */
export const limitSettings = {
  ELO_COST_PER_MINUTE: count(traffic.costPerMinute),
  ELO_DOCUMENT_CHARACTERS: count(traffic.newCharactersPerSecond),
  ELO_CALLER_SUBSCRIPTIONS: count(traffic.maxSubscriptionsOfPrincipal),
  ELO_MAX_SUBSCRIPTIONS: count(traffic.maxSubscriptions),
  ELO_MAX_SOCKETS: count(sockets.maxSockets),
  ELO_MAX_CONNECTIONS: count(http.maxConnections),
  ELO_ADDRESS_CONNECTIONS: count(http.maxConnectionsOfAddress),
}

/** The limits with these settings. */
export function limitsOf(settings: z.infer<z.ZodObject<typeof limitSettings>>): GatewayLimits {
  return {
    ...gatewayLimits,
    sockets: { ...sockets, maxSockets: settings.ELO_MAX_SOCKETS },
    http: {
      ...http,
      maxConnections: settings.ELO_MAX_CONNECTIONS,
      maxConnectionsOfAddress: settings.ELO_ADDRESS_CONNECTIONS,
    },
    traffic: {
      ...traffic,
      costPerMinute: settings.ELO_COST_PER_MINUTE,
      newCharactersPerSecond: settings.ELO_DOCUMENT_CHARACTERS,
      maxSubscriptions: settings.ELO_MAX_SUBSCRIPTIONS,
      maxSubscriptionsOfPrincipal: settings.ELO_CALLER_SUBSCRIPTIONS,
    },
  }
}
