import type { ActorKind } from '../../../interactions/interaction.ts'
import { compareDecimals } from '../../../platform/lang/decimal.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CommitmentLimit } from '../schemaTypes.ts'
import type { StoredTerms } from './commitmentTerms.ts'

/** The most that some actors of some departments may promise without the approval of a person. */
export type LimitRule = {
  /** Null: all, and those without a department. */
  departments: string[] | null
  /** Null: all. */
  actors: ActorKind[] | null
  /** Null: any. */
  discountPercent: string | null
  /** By currency; one that is not named is not allowed. Null: any. */
  discountAmount: Record<string, string> | null
  refundAmount: Record<string, string> | null
  delayDays: number | null
}

/** What limits are about. */
export type LimitedPromise = {
  kind: string
  terms: StoredTerms
  dueAt: Date | null
  actorKind: ActorKind
  department: string | null
}

const dayMs = 86_400_000

/** The kind of actor that a promise counts as. Who signed in as a program makes promises of a program. */
export function countedActorKind(given: ActorKind, by: Principal): ActorKind {
  if (by.kind === 'BOT') return 'AI'
  return by.kind === 'AUTOMATION' && given !== 'AI' ? 'AUTOMATION' : given
}

/** The limit that a promise is beyond, by the first rule of its department and actor; null when it is within all. */
export function exceededLimit(
  rules: readonly LimitRule[],
  promise: LimitedPromise,
  now: Date,
): CommitmentLimit | null {
  const { actorKind, department } = promise
  const rule = rules.find((each) => isAbout(each, promise))
  if (!rule) return null
  const exceeded = measuresOf(rule, promise, now).find(
    ({ given, largest }) => largest !== null && compareDecimals(given, largest) > 0,
  )
  if (!exceeded || exceeded.largest === null) return null
  return { ...exceeded, largest: exceeded.largest, actorKind, department }
}

function isAbout({ departments, actors }: LimitRule, { actorKind, department }: LimitedPromise): boolean {
  const isOfDepartment = departments === null || (department !== null && departments.includes(department))
  return isOfDepartment && (actors === null || actors.includes(actorKind))
}

type Measured = Pick<CommitmentLimit, 'measure' | 'given' | 'currency'> & { largest: string | null }

function measuresOf(
  { discountPercent, discountAmount, refundAmount, delayDays }: LimitRule,
  { kind, terms: { amount, percent }, dueAt }: LimitedPromise,
  now: Date,
): Measured[] {
  const inMoney = (measure: Measured['measure'], limits: Record<string, string> | null): Measured[] => {
    if (!amount) return []
    const { currency, amount: given } = amount
    return [{ measure, given, currency, largest: limits && (limits[currency] ?? '0') }]
  }
  const delay = dueAt && Math.ceil((dueAt.getTime() - now.getTime()) / dayMs)
  return [
    ...(percent === null
      ? []
      : [{ measure: 'DISCOUNT_PERCENT' as const, given: percent, currency: null, largest: discountPercent }]),
    ...(kind === 'DISCOUNT' ? inMoney('DISCOUNT_AMOUNT', discountAmount) : []),
    ...(kind === 'REFUND' ? inMoney('REFUND_AMOUNT', refundAmount) : []),
    ...(delay === null
      ? []
      : [
          {
            measure: 'DELAY_DAYS' as const,
            given: String(delay),
            currency: null,
            largest: delayDays === null ? null : String(delayDays),
          },
        ]),
  ]
}
