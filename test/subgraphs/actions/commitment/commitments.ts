import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { byPhone, type SubgraphUnderTest, type Variables } from '../../../support/recordingSubgraphs.ts'

export const ana = { kind: 'HUMAN', externalId: 'ana', name: 'Ana' }
export const bot = { kind: 'AI', externalId: 'bot-1', name: 'Bot', model: 'm-1', version: '3' }
export const order = { kind: 'ORDER', externalId: '1001' }
export const maria = '11 98765-4321'

export const money = (amount: string, currency = 'BRL') => ({ amount: { amount, currency } })

const side =
  'commitment { id } actor { kind externalId name } promisedAt terms { amount { amount currency } percent date text } dueAt'
export const wholeCommitment = `id commitmentKind state terms { amount { amount currency } percent date text } dueAt
  stateChangedAt stateChangedBy { kind name } stateReason supersedes { id } supersededBy { id } approvedBy { kind externalId }`
export const contradiction = `open { ${side} } other { ${side} } differs message`
const decision = `outcome contradictions { ${contradiction} } needsApproval
  limit { measure largest given currency actorKind department }`

/** A promise of a price on an order of Maria, unless `input` says otherwise. */
export function promise(input: Variables): Variables {
  return { customer: byPhone(maria), actor: ana, kind: 'PRICE', matter: order, ...input }
}

export function recordIn(
  subgraph: SubgraphUnderTest,
  input: Variables,
  principal: Principal = demoPrincipal,
) {
  const selection = `commitment { ${wholeCommitment} } ${decision}`
  return subgraph.mutate('recordCommitment', selection, promise(input), principal)
}

export async function checkIn(
  subgraph: SubgraphUnderTest,
  input: Variables,
  principal: Principal = demoPrincipal,
): Promise<unknown> {
  const { checkCommitment } = await subgraph.ask(
    `query ($input: RecordCommitmentInput!) { checkCommitment(input: $input) {
      sameAs { id } ${decision} userErrors { code field message } } }`,
    { input: promise(input) },
    principal,
  )
  return checkCommitment
}
