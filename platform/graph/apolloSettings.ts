import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { createGraphErrorFormat } from '../errors/graphErrorFormat.ts'
import type { Logger } from '../process/logger.ts'

/** What every Apollo Server of ours has in common: nothing reports to anybody, errors are masked, signals are ours. */
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

/** Apollo's own messages, in our log; what it calls information is for debugging here. */
export function apolloLogger(logger: Logger) {
  const write = (level: 'debug' | 'warn' | 'error') => (message?: unknown) =>
    logger[level]({ event: 'apollo' }, String(message))
  return { debug: write('debug'), info: write('debug'), warn: write('warn'), error: write('error') }
}
