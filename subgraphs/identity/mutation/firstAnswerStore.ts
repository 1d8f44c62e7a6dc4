import type { ClientSession, Connection } from 'mongoose'
import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import { isScopeOfOldKeys, keyScopeOf } from '../../../interactions/log/keyScope.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { StoredDecision } from '../decision/profileDecision.ts'
import { type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import { type FirstAnswerDocument, firstAnswerModel } from './firstAnswerModel.ts'

/** The mutations that take an idempotency key, by their names in the schema. */
export type KeyedMutation =
  | 'identifyCustomer'
  | 'mergeCustomers'
  | 'unmergeCustomer'
  | 'decideProfilesSame'
  | 'decideProfilesDifferent'
  | 'withdrawProfileDecision'
  | 'markIdentifierShared'
  | 'unmarkIdentifierShared'
  | 'removeIdentifier'
  | 'moveIdentifier'
  | 'undoIdentifierCorrection'
  | 'renameCustomer'
  | 'tagCustomer'
  | 'untagCustomer'
  | 'setCustomerAttributes'
  | 'recordConsent'

/** An idempotency key. It is unique per caller and mutation. */
export type AnswerKey = { by: Principal; mutation: KeyedMutation; key: string }

/** What was answered first, as far as it is needed to give the answer again. */
export type FirstAnswer = {
  fingerprint: string
  at: Date
  /** One profile of each customer in the answer, in order. */
  profileIds: string[]
  created: boolean
  decision: StoredDecision | null
  undoToken?: string | null
  steps: ResolutionStep[]
}

/** Keeps the first answers to each caller's idempotency keys without an end. */
export type FirstAnswerStore = {
  /** `identifiers` are those of the input of `identifyCustomer`, whose steps are stored without values. */
  find(
    key: AnswerKey,
    options?: { identifiers?: readonly IdentifierKey[]; session?: ClientSession },
  ): Promise<FirstAnswer | null>
  /** Fails with a duplicate key when another request with the same key was first. */
  add(
    key: AnswerKey,
    answer: FirstAnswer,
    options: { identifiers?: readonly IdentifierKey[]; session: ClientSession },
  ): Promise<void>
}

/** Each identifier of some steps once. */
function identifiersOf(steps: readonly ResolutionStep[]): IdentifierKey[] {
  const all = steps.flatMap(({ of }) => of.map(({ type, value }) => ({ type, value })))
  return [...new Map(all.map((each) => [keyOf(each), each])).values()]
}

function toStored(
  steps: readonly ResolutionStep[],
  identifiers: readonly IdentifierKey[],
): FirstAnswerDocument['steps'] {
  const places = new Map(identifiers.map((each, index) => [keyOf(each), index]))
  return steps.map((step) => ({ ...step, of: step.of.flatMap((each) => places.get(keyOf(each)) ?? []) }))
}

/** Never a text that a caller could have used as a key before keys had scopes. */
function idOf({ by, mutation, key }: AnswerKey): string {
  const scope = keyScopeOf(by)
  return fingerprint(mutation === 'identifyCustomer' ? [scope, key] : [scope, mutation, key])
}

export function createFirstAnswerStore(connection: Connection): FirstAnswerStore {
  const model = firstAnswerModel(connection)
  return {
    async find(key, { identifiers, session } = {}) {
      const keyScope = keyScopeOf(key.by)
      const isOld = key.mutation === 'identifyCustomer' && isScopeOfOldKeys(keyScope)
      const found = await model
        .findOne({
          $or: [
            { _id: idOf(key), keyScope },
            ...(isOld ? [{ _id: key.key, keyScope: { $exists: false } }] : []),
          ],
        })
        .session(session ?? null)
        .lean()
      if (!found) return null
      const of = identifiers ?? found.identifiers ?? []
      return {
        fingerprint: found.fingerprint,
        at: found.at,
        profileIds: found.profileIds ?? (found.profileId === undefined ? [] : [found.profileId]),
        created: found.created ?? false,
        decision: found.decision ?? null,
        undoToken: found.undoToken ?? null,
        steps: found.steps.map(({ rule, outcome, of: places, message }) => ({
          rule,
          outcome,
          of: places.flatMap((place) => of[place] ?? []),
          message,
        })),
      }
    },

    async add(key, { fingerprint: content, at, profileIds, created, decision, undoToken, steps }, options) {
      const { identifiers = identifiersOf(steps), session } = options
      const { mutation } = key
      const [profileId] = profileIds
      const answer =
        mutation === 'identifyCustomer'
          ? { ...(profileId !== undefined && { profileId }), created }
          : {
              ...{ mutation, profileIds, identifiers: [...identifiers] },
              ...(decision && { decision }),
              ...(undoToken && { undoToken }),
            }
      await model.create(
        [
          {
            _id: idOf(key),
            keyScope: keyScopeOf(key.by),
            fingerprint: content,
            at,
            steps: toStored(steps, identifiers),
            ...answer,
          },
        ],
        { session },
      )
    },
  }
}
