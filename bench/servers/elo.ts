import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import { start } from '../../server.ts'
import { serve } from './serve.ts'

// Elo in one process, as `npm start` runs it on a given database.
await serve(async ({ mongodbUri }) => {
  const settings = { MONGODB_URI: mongodbUri, PORT: '0', LOG_LEVEL: 'error' }
  const { url } = await start(readConfig(configSchema, settings), process.env)
  return { url: `${url}/graphql` }
})
