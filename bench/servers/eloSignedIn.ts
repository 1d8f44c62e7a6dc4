import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import { start } from '../../server.ts'
import { serve } from './serve.ts'

const issuer = 'https://id.example/'
const audience = 'elo'
const kid = 'bench'
const alg = 'RS256'

// Elo as `elo.ts` starts it, but with sign-in by token, as in production. `others.token` is the token of a supervisor.
await serve(async ({ mongodbUri }) => {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  const folder = await mkdtemp(join(tmpdir(), 'elo-bench-'))
  const keys = join(folder, 'jwks.json')
  await writeFile(keys, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }] }))
  const settings = {
    MONGODB_URI: mongodbUri,
    PORT: '0',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    ELO_JWT_KEYS: keys,
    ELO_JWT_ISSUER: issuer,
    ELO_JWT_AUDIENCE: audience,
  }
  const { url } = await start(readConfig(configSchema, settings), process.env)
  const token = await new SignJWT({ elo_role: 'supervisor' })
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('bench')
    .setExpirationTime('1 day')
    .sign(privateKey)
  return { url: `${url}/graphql`, others: { token } }
})
