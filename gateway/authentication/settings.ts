import { z } from 'zod'
import { isLoopback } from '../../platform/http/isLoopback.ts'

/** Where the keys of tokens are: an address, or a file. */
const jwtKeys = z.string().refine((source) => !URL.canParse(source) || isTrusted(new URL(source)), {
  error: ({ input }) =>
    `expected a file, or an https address; http only on this machine or for a name without a dot, got ${JSON.stringify(input)}`,
})

/** Who changes the answer on its way could sign in as anybody. */
function isTrusted({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' || (protocol === 'http:' && (isLoopback(hostname) || /^[\w-]+$/u.test(hostname)))
  )
}

/** The settings of authentication. */
export const authenticationSettings = {
  NODE_ENV: z.string().optional(),
  ELO_KEYS_DIR: z.string().optional(),
  ELO_JWT_KEYS: jwtKeys.optional(),
  ELO_JWT_ISSUER: z.string().optional(),
  ELO_JWT_AUDIENCE: z.string().optional(),
  ELO_JWT_ROLE_CLAIM: z.string().default('elo_role'),
  ELO_JWT_DEPARTMENT_CLAIM: z.string().default('elo_departments'),
  ELO_JWT_ACTOR_CLAIM: z.string().default('elo_actor'),
  ELO_JWT_CUSTOMER_CLAIM: z.string().default('elo_customer'),
  ELO_POLICY: z.string().optional(),
}
export type AuthenticationSettings = z.infer<z.ZodObject<typeof authenticationSettings>>

/** Whether callers must sign in; otherwise each gets the demo principal. */
export function hasSignIn({ ELO_KEYS_DIR, ELO_JWT_KEYS }: AuthenticationSettings): boolean {
  return ELO_KEYS_DIR !== undefined || ELO_JWT_KEYS !== undefined
}
