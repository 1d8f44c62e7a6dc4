import { z } from 'zod'
import { quoted } from '../text/interactionLine.ts'
import {
  agent,
  conversationId,
  customer,
  department,
  graphEnums,
  idempotencyKey,
  matter,
  money,
} from './inputs.ts'
import { defineTool } from './tool.ts'

const terms = 'terms { amount { amount currency } percent date text }'
const side = `commitment { id } actor { kind name } promisedAt dueAt ${terms}`
const judged = `outcome needsApproval
  contradictions { message differs open { ${side} } }
  limit { measure largest given currency }
  userErrors { code message field }`
const commitmentFields = `id commitmentKind state dueAt ${terms}`

const withId = z.object({ id: z.string() }).nullish()
const judgedSchema = z.object({
  outcome: z.string().nullable(),
  needsApproval: z.boolean(),
  commitment: withId,
  sameAs: withId,
  contradictions: z.array(z.object({ message: z.string(), open: z.object({ commitment: withId }) })),
  limit: z
    .object({
      measure: z.string(),
      largest: z.string(),
      given: z.string(),
      currency: z.string().nullish(),
    })
    .nullish(),
})

/** Says what became of the promise, or would become of it, with both sides of each contradiction. */
function judgedText(value: Readonly<Record<string, unknown>>): string {
  const { outcome, needsApproval, commitment, sameAs, contradictions, limit } = judgedSchema.parse(value)
  const same = commitment ?? sameAs
  return [
    `${outcome ?? 'unknown'}${same ? ` ${same.id}` : ''}`,
    ...contradictions.map(
      ({ message, open }) =>
        `contradicts ${open.commitment?.id ?? 'one that you may not see'}: ${quoted(message)}`,
    ),
    ...(limit
      ? [
          `limit ${limit.measure}: at most ${limit.largest}, got ${limit.given} ${limit.currency ?? ''}`.trimEnd(),
        ]
      : []),
    ...(needsApproval ? ['A person has to approve it: hand_off. Do not promise it.'] : []),
  ].join('\n')
}

const promise = {
  customer,
  matter: matter.optional(),
  kind: graphEnums.CommitmentKind,
  terms: z
    .object({
      amount: money.optional().describe('PRICE, REFUND, or a DISCOUNT in money'),
      percent: z.string().optional().describe('A DISCOUNT in percent, above 0 to 100'),
      date: z.string().optional().describe('DATE and CALL_BACK: the promised time, ISO 8601 with an offset'),
      text: z.string().optional().describe('REPLACEMENT and OTHER: the promise in words'),
    })
    .describe('What is promised'),
  dueAt: z.string().optional().describe('Until when it is to be kept, ISO 8601 with an offset'),
  actor: agent,
  conversationId: conversationId.optional(),
  department: department.optional(),
  supersedes: z
    .array(z.string())
    .optional()
    .describe('Open commitments, int_…, that this one replaces: all that contradict it'),
}

export const recordCommitment = defineTool({
  name: 'record_commitment',
  title: 'Record a promise',
  description:
    'Record what you promise the customer: a price, a discount, a refund, a date. Record it before you tell the customer: what contradicts an open promise, or is beyond the limits of the business, is not recorded and must not be promised.',
  isReadOnly: false,
  input: z.object({ ...promise, idempotencyKey }),
  document: `mutation McpRecordCommitment($input: RecordCommitmentInput!) {
    recordCommitment(input: $input) { commitment { ${commitmentFields} } ${judged} }
  }`,
  variables: (input) => ({ input }),
  root: 'recordCommitment',
  textOf: judgedText,
})

export const checkCommitment = defineTool({
  name: 'check_commitment',
  title: 'May I promise this?',
  description: 'What record_commitment would answer, without recording anything.',
  isReadOnly: true,
  input: z.object(promise),
  document: `query McpCheckCommitment($input: RecordCommitmentInput!) {
    checkCommitment(input: $input) { sameAs { ${commitmentFields} } ${judged} }
  }`,
  variables: (input) => ({ input }),
  root: 'checkCommitment',
  textOf: judgedText,
})
