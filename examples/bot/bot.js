// A bot that answers customers, and never at the same time as a person or another bot. Run it as often as you like:
//   ELO_URL=http://localhost:4000 ELO_API_KEY=… BOT_ID=atlas node examples/bot/bot.js
/* global fetch */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { mayAnswer, messages, recordMessage, releaseTurn, takeTurn } from './documents.js'

const { ELO_URL = 'http://localhost:4000', ELO_API_KEY, BOT_ID = 'atlas' } = process.env
const { BOT_SILENCE_MS = '4000', BOT_TURN_MS = '30000', BOT_CURSOR = `${BOT_ID}.cursor` } = process.env
const agent = { kind: 'AI', externalId: BOT_ID, name: BOT_ID }
const authorization = ELO_API_KEY && `Bearer ${ELO_API_KEY}`

async function ask(query, variables) {
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) }
  const body = JSON.stringify({ query, variables })
  const { data, errors } = await (await fetch(`${ELO_URL}/graphql`, { method: 'POST', headers, body })).json()
  if (errors) throw new Error(errors[0].message)
  return data
}

/** Answer in a conversation if its last message is the customer's, when they have finished writing. */
async function answer({ conversation, customer, channel }) {
  const place = { conversationId: conversation.id, agent }
  for (;;) {
    const input = { ...place, forMs: Number(BOT_TURN_MS), waitForSilenceMs: Number(BOT_SILENCE_MS) }
    const { turn, heldBy, retryAfterMs, userErrors } = (await ask(takeTurn, { input })).takeTurn
    if (heldBy?.kind === 'HUMAN' || userErrors.length > 0) return
    // Another bot may give the turn back before its time is over.
    if (!turn) await wait(Math.min(retryAfterMs, 1_000))
    else if (await answerInTurn(turn)) return
  }

  /** False when the turn ended before there was an answer. */
  async function answerInTurn({ turnId, token }) {
    const asked = await ask(mayAnswer, { token, conversationId: conversation.id, customerId: customer.id })
    const last = asked.customer.history.nodes.findLast((each) => each.conversation?.id === conversation.id)
    if (asked.mayReply && last?.actor.kind === 'CUSTOMER') {
      const actor = { ...agent, briefId: asked.customer.brief?.id }
      const said = { customer: { id: customer.id }, channel, actor, text: replyTo(asked) }
      const input = { ...said, ...{ conversationId: conversation.id, turnToken: token } }
      await ask(recordMessage, { input: { ...input, idempotencyKey: `${BOT_ID} ${last.id}` } })
    }
    await ask(releaseTurn, { input: { turnId, token } })
    return asked.mayReply
  }
}

/** Put your model here: `customer.brief.text` says where things stand. */
function replyTo({ customer }) {
  return `Oi${customer.name ? `, ${customer.name}` : ''}! Recebi: ${customer.history.nodes.at(-1).summary}`
}

const url = `${ELO_URL.replace('http', 'ws')}/graphql`
const connectionParams = { ...(authorization && { authorization }) }
const options = { url, connectionParams, webSocketImpl: WebSocket, retryAttempts: 0 }
for (;;) {
  // A bot that was killed continues after the last message that it has finished.
  const after = existsSync(BOT_CURSOR) ? readFileSync(BOT_CURSOR, 'utf8') : null
  const client = createClient(options)
  try {
    for await (const { data, errors } of client.iterate({ query: messages, variables: { after } })) {
      if (errors) throw new Error(errors[0].message)
      const { cursor, interaction } = data.interactionFeed
      if (interaction?.conversation && interaction.customer) await answer(interaction)
      writeFileSync(`${BOT_CURSOR}.new`, cursor)
      renameSync(`${BOT_CURSOR}.new`, BOT_CURSOR)
    }
  } catch (error) {
    process.stderr.write(`${error.message ?? error.reason ?? error}\n`)
  }
  await client.dispose()
  await wait(1_000)
}
