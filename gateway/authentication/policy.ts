import { z } from 'zod'
import { checkSettingFile, readSettingFile } from '../../platform/process/settingFile.ts'
import { scopes } from '../../platform/subgraph/scopes.ts'
import { defaultPolicy } from './defaultPolicy.ts'
import { type Policy, roleNames, type RoleName } from './roles.ts'

const setting = 'ELO_POLICY'

const scopesSchema = z
  .array(
    z.enum(scopes, { error: `expected a scope: ${scopes.join(', ')}` }),
    'expected the scopes of a role, a list',
  )
  .transform((given) => [...new Set(given)])

/** What a file may contain: the scopes of any of the roles. */
const overrideSchema = z.strictObject(
  {
    roles: z.strictObject(
      {
        admin: scopesSchema.optional(),
        supervisor: scopesSchema.optional(),
        agent: scopesSchema.optional(),
        bot: scopesSchema.optional(),
        partner: scopesSchema.optional(),
        automation: scopesSchema.optional(),
        integration: scopesSchema.optional(),
      } satisfies Record<RoleName, unknown>,
      'expected an object of roles',
    ),
  },
  'expected an object with "roles"',
)

/** The policy: the default one, with the roles of the file at this path. Throws a ConfigError with every fault. */
export function readPolicy(path?: string): Policy {
  return path === undefined ? defaultPolicy : policyOf(readSettingFile(setting, path), path)
}

/** The default policy with the roles in a text of JSON; `name` is the name of the file in its faults. */
export function policyOf(text: string, name: string): Policy {
  const { data } = checkSettingFile({
    setting,
    name,
    text,
    schema: overrideSchema,
    // A role that sees some customers only, e.g. `customer`, needs rules for rows, which this version does not have.
    unknownMember: `expected one of the roles ${roleNames.join(', ')}, whose scopes hold for all customers`,
  })
  const { admin, supervisor, agent, bot, partner, automation, integration } = data.roles
  return {
    admin: admin ?? defaultPolicy.admin,
    supervisor: supervisor ?? defaultPolicy.supervisor,
    agent: agent ?? defaultPolicy.agent,
    bot: bot ?? defaultPolicy.bot,
    partner: partner ?? defaultPolicy.partner,
    automation: automation ?? defaultPolicy.automation,
    integration: integration ?? defaultPolicy.integration,
  }
}
