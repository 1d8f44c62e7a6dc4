/** Have @apollo/gateway report nothing to anybody. It reads this, and nothing else, when a gateway is made. */
export function withoutApolloTelemetry(): void {
  // eslint-disable-next-line no-restricted-properties -- Apollo offers no other way to say so
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'
}
