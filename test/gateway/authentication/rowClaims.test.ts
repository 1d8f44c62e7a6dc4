import { beforeAll, describe, expect, it } from 'vitest'
import { createJwtCheck } from '../../../gateway/authentication/jwt/checkJwt.ts'
import { createJwtKeys } from '../../../gateway/authentication/jwt/jwtKeys.ts'
import { policyOf } from '../../../gateway/authentication/policy.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { audience, createIssuer, type Issuer, issuer, rowClaims } from './issuer.ts'

const policy = policyOf(
  `{ "roles": {
    "agent": { "customers": "assigned" },
    "supervisor": { "departments": "own" },
    "partner": { "customers": "own", "departments": "own" }
  } }`,
  'policy.json',
)
const logger = createLogger({ level: 'silent', name: 'test' })
const all = { which: 'ALL' }

let own: Issuer
beforeAll(async () => {
  own = await createIssuer()
})

async function callerOf(
  payload: Record<string, unknown>,
  names: Record<keyof typeof rowClaims, string> = rowClaims,
) {
  const keys = createJwtKeys(async () => ({ keys: [own.publicKey] }))
  const check = createJwtCheck({
    keys,
    issuer,
    audience,
    roleClaim: 'elo_role',
    rowClaims: names,
    policy,
  })
  return check(await own.token(payload), logger)
}

async function refusalOf(payload: Record<string, unknown>): Promise<string> {
  const error: unknown = await callerOf(payload).catch((thrown: unknown) => thrown)
  if (!(error instanceof Error) || !('extensions' in error)) throw new Error('expected a refusal')
  expect(error.extensions).toEqual({ code: 'UNAUTHENTICATED' })
  return error.message.replace('authorization: expected ', '')
}

describe('the rows of a token', () => {
  it('are all rows where neither the role nor a claim restricts them', async () => {
    const { rows } = await callerOf({ elo_role: 'bot', elo_actor: '7', elo_customer: newId('cus') })
    expect(rows).toEqual({ departments: null, customers: all })
  })

  it('are those of the departments that it names, whatever its role', async () => {
    for (const role of ['admin', 'supervisor', 'bot']) {
      const { rows } = await callerOf({ elo_role: role, elo_departments: ['Sales', 'Café ☕'] })
      expect(rows).toEqual({ departments: ['Sales', 'Café ☕'], customers: all })
    }
    const { rows } = await callerOf({ elo_role: 'admin', elo_departments: [] })
    expect(rows).toEqual({ departments: [], customers: all })
  })

  it('are those of customers assigned to its actor, which is the subject if no claim names it', async () => {
    expect((await callerOf({ elo_actor: '7' })).rows).toEqual({
      departments: null,
      customers: { which: 'ASSIGNED', actorId: '7' },
    })
    expect((await callerOf({})).rows.customers).toEqual({ which: 'ASSIGNED', actorId: 'paula' })
  })

  it('are those of the customer that it names', async () => {
    const customerId = newId('cus')
    expect(await callerOf({ elo_role: 'customer', sub: 'marina', elo_customer: customerId })).toMatchObject({
      kind: 'CUSTOMER',
      id: 'user:marina',
      scopes: ['customers:read'],
      rows: { departments: null, customers: { which: 'OWN', customerId } },
    })
  })

  it('come from other claims when these are configured', async () => {
    const names = { departments: 'groups', actorId: 'chatwoot_id', customerId: 'crm_id' }
    const payload = { elo_departments: 'ignored', groups: ['Sales'], chatwoot_id: '12' }
    expect((await callerOf(payload, names)).rows).toEqual({
      departments: ['Sales'],
      customers: { which: 'ASSIGNED', actorId: '12' },
    })
  })
})

describe('a token', () => {
  const customer =
    'a token with the claim elo_customer, because the role sees its own customer only, got none'
  const departments =
    'a token with the claim elo_departments, because the role sees its own departments only, got none'
  it.each([
    [{ elo_role: 'customer' }, customer],
    [{ elo_role: 'supervisor' }, departments],
    [{ elo_role: 'partner', elo_customer: newId('cus') }, departments],
    [{ elo_role: 'partner', elo_departments: [] }, customer],
  ])('is refused without a claim that its role needs: %j', async (payload, reason) => {
    expect(await refusalOf(payload)).toBe(reason)
  })

  const list = 'a list of at most 100 names of 1 to 255 characters'
  const text = 'a text of 1 to 255 characters'
  const id = 'the id of a customer, cus_…'
  it.each([
    ['elo_departments', 'Sales', list],
    ['elo_departments', null, list],
    ['elo_departments', [''], list],
    ['elo_departments', ['Sales', 7], list],
    ['elo_departments', ['x'.repeat(256)], list],
    ['elo_departments', Array.from({ length: 101 }, (_, n) => `D${n}`), list],
    ['elo_actor', 7, text],
    ['elo_actor', '', text],
    ['elo_customer', 'canary', id],
    ['elo_customer', [newId('cus')], id],
    ['elo_customer', newId('int'), id],
  ])('is refused for any role when its claim %s has another form', async (claim, value, expected) => {
    expect(await refusalOf({ elo_role: 'admin', [claim]: value })).toBe(
      `a token whose claim ${claim} is ${expected}, got another value`,
    )
  })
})
