import { z } from 'zod'
import { checkSettingFile, readSettingFile } from '../../platform/process/settings/settingFile.ts'
import { scopes } from '../../platform/subgraph/scopes.ts'
import { defaultPolicy } from './defaultPolicy.ts'
import { roleFaults } from './roleFaults.ts'
import {
  customerRules,
  departmentRules,
  type Policy,
  type RoleName,
  roleNames,
  type RolePolicy,
  type WrittenRole,
} from './roles.ts'

const setting = 'ELO_POLICY'

const scopesSchema = z.array(
  z.enum(scopes, { error: `expected a scope: ${scopes.join(', ')}` }),
  'expected the scopes of a role, a list',
)

const objectSchema = z.strictObject(
  {
    scopes: scopesSchema.optional(),
    customers: z.enum(customerRules, oneOf(customerRules)).optional(),
    departments: z.enum(departmentRules, oneOf(departmentRules)).optional(),
  },
  'expected a list of scopes, or an object with "scopes", "customers" and "departments"',
)

/** A union would report the faults of both forms. */
const roleSchema = z.unknown().transform((given, context): WrittenRole => {
  const checked = Array.isArray(given) ? scopesSchema.safeParse(given) : objectSchema.safeParse(given)
  if (checked.success) return checked.data
  for (const issue of checked.error.issues) context.addIssue({ ...issue })
  return []
})

/** What a file may contain: any of the roles. */
const overrideSchema = z.strictObject(
  {
    roles: z.strictObject(
      {
        admin: roleSchema.optional(),
        supervisor: roleSchema.optional(),
        agent: roleSchema.optional(),
        bot: roleSchema.optional(),
        partner: roleSchema.optional(),
        automation: roleSchema.optional(),
        integration: roleSchema.optional(),
        customer: roleSchema.optional(),
      } satisfies Record<RoleName, unknown>,
      'expected an object of roles',
    ),
  },
  'expected an object with "roles"',
)

/** The policy: the default one, with the roles of the file at this path. Throws a ConfigError with every fault. */
export function readPolicy(path?: string): Policy {
  return path === undefined ? policyWith(() => undefined) : policyOf(readSettingFile(setting, path), path)
}

/** The default policy with the roles in a text of JSON; `name` is the name of the file in its faults. */
export function policyOf(text: string, name: string): Policy {
  const { data, faultAt, refuse } = checkSettingFile({
    setting,
    name,
    text,
    schema: overrideSchema,
    unknownMember: `expected one of the roles ${roleNames.join(', ')}, or of their members scopes, customers and departments`,
  })
  const policy = policyWith((role) => data.roles[role])
  const faults = roleNames.flatMap((role) =>
    roleFaults({ role, rule: policy[role], written: data.roles[role], faultAt }),
  )
  return faults.length > 0 ? refuse(faults) : policy
}

function policyWith(written: (role: RoleName) => WrittenRole | undefined): Policy {
  const of = (role: RoleName) => completed(written(role) ?? {}, completed(defaultPolicy[role], everything))
  return {
    admin: of('admin'),
    supervisor: of('supervisor'),
    agent: of('agent'),
    bot: of('bot'),
    partner: of('partner'),
    automation: of('automation'),
    integration: of('integration'),
    customer: of('customer'),
  }
}

const everything: RolePolicy = { scopes: [], customers: 'all', departments: 'all' }

function completed(written: WrittenRole, base: RolePolicy): RolePolicy {
  const given = 'length' in written ? { scopes: written } : written
  return {
    scopes: [...new Set(given.scopes ?? base.scopes)],
    customers: given.customers ?? base.customers,
    departments: given.departments ?? base.departments,
  }
}

function oneOf(values: readonly string[]): string {
  return `expected one of ${values.map((value) => `"${value}"`).join(', ')}`
}
