import { join } from 'node:path'
import {
  type ApiKey,
  apiKeySchema,
  createApiKey,
  isValid,
  keyRoleNames,
} from '../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../gateway/authentication/keys/keyFolder.ts'
import { UsageError } from '../platform/process/commandLine.ts'
import { runCommand } from './command/runCommand.ts'

/** Create, list and revoke API keys. A key is shown once, on standard output; only its hash is stored. */
const usage = `npm run keys -- create --name NAME --role ROLE [--days N] [--departments A,B] [--actor ID]
npm run keys -- list
npm run keys -- revoke ID

  NAME  the client: 1 to 60 letters, digits and . _ - @; a second key of the same name and role is the same client
  ROLE  ${keyRoleNames.join(', ')}; customers sign in by tokens
  N     how many days the key is valid, 1 to 3650; default 365
  A,B   the departments that the client sees, 1 to 20 of 1 to 100 characters; default all
  ID    the id by which conversations are assigned to the client, 1 to 255 characters

The keys are in the folder ELO_KEYS_DIR, else in .data/keys. A running Elo takes a new key within a second, and refuses
a revoked one within five.`

const dayMs = 24 * 60 * 60 * 1_000
const path = process.env['ELO_KEYS_DIR'] || join('.data', 'keys')
const folder = createKeyFolder(path)

/** What a key is made of; null when an option is missing or has another form. */
function clientOf({ name, role, departments, actor }: Record<string, string | undefined>) {
  const client = apiKeySchema.pick({ name: true, role: true, departments: true, actor: true }).safeParse({
    ...{ name, role },
    ...(departments !== undefined && { departments: departments.split(',').map((each) => each.trim()) }),
    ...(actor !== undefined && { actor }),
  })
  return client.success ? client.data : null
}

async function create(given: Record<string, string | undefined>): Promise<number> {
  const { days = '365' } = given
  const client = clientOf(given)
  if (!client || !/^\d{1,4}$/u.test(days) || Number(days) < 1 || Number(days) > 3_650)
    throw new UsageError('expected a name, a role and options as below, got something else')
  const now = new Date()
  const expiresAt = new Date(now.getTime() + Number(days) * dayMs)
  const { key, stored } = createApiKey({ ...client, now, expiresAt })
  await folder.write(stored)
  console.error(
    `key ${stored.id} of ${stored.name}, ${stored.role}, until ${stored.expiresAt}; shown only now:`,
  )
  console.log(key)
  return 0
}

async function list(): Promise<number> {
  const { keys, faulty } = await folder.read()
  for (const key of keys)
    console.log([key.id, key.role.padEnd(11), stateOf(key), key.name, ...rowsOf(key)].join('  '))
  for (const name of faulty) console.error(`${join(path, name)} is no API key, and is not accepted`)
  return faulty.length > 0 ? 1 : 0
}

function rowsOf({ departments, actor }: ApiKey): string[] {
  return [
    ...(departments ? [`departments ${departments.join(',')}`] : []),
    ...(actor === undefined ? [] : [`actor ${actor}`]),
  ]
}

function stateOf(key: ApiKey): string {
  if (isValid(key, Date.now())) return `until ${key.expiresAt}`
  return key.revokedAt === null ? `expired ${key.expiresAt}` : `revoked ${key.revokedAt}`
}

async function revoke(id: string): Promise<number> {
  const key = (await folder.read()).keys.find((each) => each.id === id)
  if (!key) {
    console.error(`no key ${id} in ${path}`)
    return 1
  }
  if (key.revokedAt === null) await folder.write({ ...key, revokedAt: new Date().toISOString() })
  console.log(`key ${id} of ${key.name} is revoked`)
  return 0
}

const text = { type: 'string' } as const
await runCommand({
  usage,
  options: { name: text, role: text, days: text, departments: text, actor: text },
  maxPositionals: 2,
  async run({ values, positionals: [command, id] }) {
    const hasOptions = Object.keys(values).length > 0
    if (command === 'create' && id === undefined) return create(values)
    if (command === 'list' && id === undefined && !hasOptions) return list()
    if (command === 'revoke' && id !== undefined && !hasOptions) return revoke(id)
    throw new UsageError(`expected create with options, list, or revoke ID, got ${command ?? 'nothing'}`)
  },
})
