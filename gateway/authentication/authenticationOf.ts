import { readdirSync } from 'node:fs'
import { z } from 'zod'
import { callerError } from '../../platform/errors/errors.ts'
import { ConfigError } from '../../platform/process/settings/readConfig.ts'
import { checkSettingFile, readSettingFile } from '../../platform/process/settings/settingFile.ts'
import { isApiKey } from '../../platform/signing/apiKeyText.ts'
import { createAuthentication, missingSignIn, openAccess, type PrincipalOf } from './authenticate.ts'
import { createJwtCheck } from './jwt/checkJwt.ts'
import { createJwtKeys, readJwksFrom } from './jwt/jwtKeys.ts'
import { createApiKeyCheck } from './keys/checkApiKey.ts'
import { createKeyFolder, type KeyFolder } from './keys/keyFolder.ts'
import type { StoredKeys } from './keys/storedKeys.ts'
import { readPolicy } from './policy.ts'
import type { Policy } from './roles.ts'
import { type AuthenticationSettings, hasSignIn } from './settings.ts'

const publicKeysSchema = z.looseObject({
  keys: z
    .array(
      z
        .looseObject({ kty: z.string('expected the type of the key') })
        .refine((key) => !('d' in key || 'k' in key), 'expected a public key, got one with its secret part'),
      'expected an array of keys',
    )
    .min(1, 'expected at least one key'),
})

/** Gives the authentication with the API keys that mutations made; null where there are none. */
export type Authentication = (storedKeys: StoredKeys | null) => PrincipalOf

/**
 * Authentication by these settings. API keys that mutations made are accepted wherever callers must sign in. Throws a ConfigError when a setting or a file is faulty, and when sign-in is needed
 * and not configured: in production, and where other machines reach the address.
 */
export function authenticationOf(settings: AuthenticationSettings & { HOST: string }): Authentication {
  const policy = readPolicy(settings.ELO_POLICY)
  if (!hasSignIn(settings)) {
    if (settings.NODE_ENV === 'production') throw new ConfigError(missingSignIn('NODE_ENV is production'))
    const open = openAccess(settings.HOST)
    return () => open
  }
  const folder = keyFolderOf(settings)
  const checkJwt = jwtCheckOf(settings, policy)
  return (storedKeys) => {
    const checkKey = folder || storedKeys ? createApiKeyCheck({ folder, storedKeys, policy }) : null
    return createAuthentication(async (credential, logger) => {
      const check = isApiKey(credential) ? checkKey : checkJwt
      if (check) return check(credential, logger)
      const [expected, got] = checkKey ? ['an API key', 'something else'] : ['a token (JWT)', 'an API key']
      throw callerError('UNAUTHENTICATED', `authorization: expected ${expected}, got ${got}`)
    })
  }
}

function keyFolderOf({ ELO_KEYS_DIR: path }: AuthenticationSettings): KeyFolder | null {
  if (path === undefined) return null
  try {
    readdirSync(path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(
      `ELO_KEYS_DIR: expected a folder that can be read, which "npm run keys -- create" makes, got ${path}: ${reason}`,
      { cause },
    )
  }
  return createKeyFolder(path)
}

function jwtCheckOf(settings: AuthenticationSettings, policy: Policy) {
  const { ELO_JWT_KEYS: source, ELO_JWT_ISSUER: issuer, ELO_JWT_AUDIENCE: audience } = settings
  if (source === undefined) return null
  if (issuer === undefined || audience === undefined) {
    const missing = issuer === undefined ? 'ELO_JWT_ISSUER' : 'ELO_JWT_AUDIENCE'
    throw new ConfigError(
      `${missing}: expected the value that tokens have, because ELO_JWT_KEYS is set, got nothing`,
    )
  }
  if (!URL.canParse(source)) checkFile(source)
  return createJwtCheck({
    keys: createJwtKeys(readJwksFrom(source)),
    issuer,
    audience,
    roleClaim: settings.ELO_JWT_ROLE_CLAIM,
    rowClaims: {
      departments: settings.ELO_JWT_DEPARTMENT_CLAIM,
      actorId: settings.ELO_JWT_ACTOR_CLAIM,
      customerId: settings.ELO_JWT_CUSTOMER_CLAIM,
    },
    policy,
  })
}

function checkFile(path: string): void {
  const setting = 'ELO_JWT_KEYS'
  const text = readSettingFile(setting, path)
  const unknownMember = 'expected a member of a JSON Web Key Set'
  checkSettingFile({ setting, name: path, text, schema: publicKeysSchema, unknownMember })
}
