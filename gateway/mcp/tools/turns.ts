import { z } from 'zod'
import { quoted } from '../text/interactionLine.ts'
import { agent, conversationId, customerId } from './inputs.ts'
import { defineTool } from './tool.ts'

const holder = 'heldBy { kind externalId name }'
const answer = `turn { turnId token ${holder} since until } ${holder} retryAfterMs userErrors { code message field }`

const heldBy = z
  .object({ kind: z.string(), name: z.string().nullish(), externalId: z.string().nullish() })
  .nullish()
const answerSchema = z.object({
  turn: z.object({ turnId: z.string(), token: z.number(), until: z.string().nullish() }).nullable(),
  heldBy,
  retryAfterMs: z.number().nullish(),
})

const turnId = z.string().describe('`turnId` that take_turn gave')
const token = z.number().int().describe('`token` that take_turn gave')
const forMs = z.number().int().default(60_000).describe('For how long in milliseconds, 1,000 to 600,000')

/** Says whether the agent has the turn, and if not who has it. */
function turnText(value: Readonly<Record<string, unknown>>): string {
  const { turn, heldBy: other, retryAfterMs } = answerSchema.parse(value)
  if (turn) return `You have the turn until ${turn.until}: turnId=${turn.turnId} token=${turn.token}`
  const who = other
    ? `${other.kind} ${quoted(other.name ?? other.externalId ?? '')} has it`
    : 'the customer may still be writing'
  return `You do not have the turn: ${who}. Do not answer; ask again in ${retryAfterMs} ms.`
}

export const takeTurn = defineTool({
  name: 'take_turn',
  title: 'Take the turn to answer',
  description:
    'Get the right to answer in a conversation, or in all conversations of a customer. One agent at most has it. Take it before you write to the customer; without it do not answer. `waitForSilenceMs` waits until the customer has written all of their messages.',
  isReadOnly: false,
  input: z.object({
    conversationId: conversationId.optional(),
    customerId: customerId
      .optional()
      .describe('In place of the conversation: all conversations of the customer'),
    agent: agent.describe('You; with an `externalId` that is always the same'),
    forMs,
    waitForSilenceMs: z
      .number()
      .int()
      .default(0)
      .describe('Only when the last message of the customer is at least this old, 0 to 60,000'),
    idempotencyKey: z
      .string()
      .optional()
      .describe('For a retry after a lost answer: the same key gives the same turn. New for each turn'),
  }),
  document: `mutation McpTakeTurn($input: TakeTurnInput!) { takeTurn(input: $input) { ${answer} } }`,
  variables: (input) => ({ input }),
  root: 'takeTurn',
  textOf: turnText,
})

export const renewTurn = defineTool({
  name: 'renew_turn',
  title: 'Keep the turn',
  description: 'Keep a turn that you took for some more time, counted from now.',
  isReadOnly: false,
  input: z.object({ turnId, token, forMs }),
  document: `mutation McpRenewTurn($input: RenewTurnInput!) { renewTurn(input: $input) { ${answer} } }`,
  variables: (input) => ({ input }),
  root: 'renewTurn',
  textOf: turnText,
})

export const releaseTurn = defineTool({
  name: 'release_turn',
  title: 'Give the turn back',
  description: 'Give a turn back as soon as you have answered, so that others may answer.',
  isReadOnly: false,
  input: z.object({ turnId, token }),
  document: `mutation McpReleaseTurn($input: ReleaseTurnInput!) { releaseTurn(input: $input) { ${answer} } }`,
  variables: (input) => ({ input }),
  root: 'releaseTurn',
  textOf: () => 'The turn is given back.',
})

export const mayReply = defineTool({
  name: 'may_reply',
  title: 'May I still answer?',
  description:
    'Whether your turn still gives you the right to answer in a conversation at this moment. Ask right before you send.',
  isReadOnly: true,
  input: z.object({ conversationId, token }),
  document: `query McpMayReply($conversationId: ID!, $token: SafeInt!) {
    mayReply(conversationId: $conversationId, token: $token)
  }`,
  variables: (input) => input,
  value: ({ mayReply: may }) => (typeof may === 'boolean' ? { mayReply: may } : null),
  textOf: ({ mayReply: may }) =>
    may === true ? 'Yes, you may answer.' : 'No, you do not have the turn any more.',
})
