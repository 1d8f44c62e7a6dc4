import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { createGraphErrorFormat } from '../errors/graphErrorFormat.ts'
import type { Logger } from '../process/log/logger.ts'

/** The settings of every Apollo Server: no reporting to Apollo, errors masked, no handling of signals. */
export function apolloSettings(logger: Logger) {
  return {
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: createGraphErrorFormat(logger),
    logger: apolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  }
}

/** Writes Apollo's messages to our log, those of level `info` as `debug`. */
export function apolloLogger(logger: Logger) {
  const write = (level: 'debug' | 'warn' | 'error') => (message?: unknown) =>
    logger[level]({ event: 'apollo' }, String(message))
  return { debug: write('debug'), info: write('debug'), warn: write('warn'), error: write('error') }
}
