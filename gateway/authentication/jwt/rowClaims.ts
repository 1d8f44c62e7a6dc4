import type { JWTPayload } from 'jose'
import { z } from 'zod'
import { isId } from '../../../platform/lang/ids.ts'
import type { RowClaims } from '../rowsOf.ts'

/** The names of the claims about rows. */
export type RowClaimNames = Readonly<Record<keyof RowClaims, string>>

const name = z.string().min(1).max(255)

const forms = {
  departments: {
    schema: z.array(name).max(100),
    expected: 'a list of at most 100 names of 1 to 255 characters',
  },
  actorId: { schema: name, expected: 'a text of 1 to 255 characters' },
  customerId: { schema: z.string().refine((id) => isId('cus', id)), expected: 'the id of a customer, cus_…' },
} as const

/** What a token says about rows. `refuse` makes the error for a claim of another form, and gets what was expected. */
export function readRowClaims(
  payload: JWTPayload,
  names: RowClaimNames,
  refuse: (claim: string, expected: string) => Error,
): RowClaims {
  function read<Value>(
    claim: keyof RowClaims,
    { schema, expected }: { schema: z.ZodType<Value>; expected: string },
  ): Value | null {
    const given = Object.hasOwn(payload, names[claim]) ? payload[names[claim]] : undefined
    if (given === undefined) return null
    const checked = schema.safeParse(given)
    if (!checked.success) throw refuse(names[claim], expected)
    return checked.data
  }
  return {
    departments: read('departments', forms.departments),
    actorId: read('actorId', forms.actorId),
    customerId: read('customerId', forms.customerId),
  }
}
