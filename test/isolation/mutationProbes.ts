import { chosen, customerIdOf, type Probe } from './probe.ts'
import type { Variables } from '../support/wholeGraph.ts'

/** A change of something that the caller may not see; what they may see is not changed, so that the world stays. */
function mutationProbe(
  name: string,
  kind: 'customer' | 'interaction' | 'conversation',
  inputOf: (id: string) => Variables,
): Probe {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename userErrors { code message field } } }`
  return ({ graph, world, matrix, principal, pick }) => {
    const number = pick % world.customers.length
    const interaction = chosen(world.interactions, pick)
    const conversation = chosen(world.conversations, pick)
    const id =
      kind === 'customer'
        ? customerIdOf(world, number)
        : (kind === 'interaction' ? interaction : conversation).id
    const isVisible =
      kind === 'customer'
        ? matrix.customer(number)
        : kind === 'interaction'
          ? matrix.interaction(interaction)
          : matrix.conversation(conversation)
    const ask = (of: string) => graph.ask(principal, query, { input: inputOf(of) })
    return { ask: (of) => (isVisible ? Promise.resolve({}) : ask(of)), id, isVisible }
  }
}

const actor = { kind: 'HUMAN', name: 'Probe' }

/** Every change of one thing. */
export const mutationProbes: Readonly<Record<string, Probe>> = {
  recordMessage: mutationProbe('recordMessage', 'customer', (id) => ({
    ...{ customer: { id }, channel: 'WHATSAPP', text: 'probe', actor },
  })),
  recordNote: mutationProbe('recordNote', 'customer', (id) => ({ customer: { id }, text: 'probe', actor })),
  recordAction: mutationProbe('recordAction', 'customer', (id) => ({
    customer: { id },
    type: 'OTHER',
    name: 'x',
    actor,
  })),
  recordCommitment: mutationProbe('recordCommitment', 'customer', (id) => ({
    ...{ customer: { id }, kind: 'OTHER', terms: { text: 'probe' }, actor },
  })),
  recordFeedback: mutationProbe('recordFeedback', 'customer', (id) => ({
    customer: { id },
    metric: 'CSAT',
    rating: 1,
  })),
  tagCustomer: mutationProbe('tagCustomer', 'customer', (id) => ({ customer: { id }, tags: ['probe'] })),
  setCustomerAttributes: mutationProbe('setCustomerAttributes', 'customer', (id) => ({
    ...{ customer: { id }, attributes: [{ name: 'probe', value: 'x' }] },
  })),
  recordConsent: mutationProbe('recordConsent', 'customer', (id) => ({
    ...{ customer: { id }, purpose: 'probe', decision: 'GRANTED' },
  })),
  editMessage: mutationProbe('editMessage', 'interaction', (messageId) => ({ messageId, text: 'probe' })),
  deleteMessage: mutationProbe('deleteMessage', 'interaction', (messageId) => ({ messageId })),
  reactToMessage: mutationProbe('reactToMessage', 'interaction', (id) => ({
    message: { id },
    actor,
    emoji: '👍',
  })),
  updateAction: mutationProbe('updateAction', 'interaction', (actionId) => ({
    actionId,
    status: 'COMPLETED',
  })),
  updateCommitment: mutationProbe('updateCommitment', 'interaction', (commitmentId) => ({
    ...{ commitmentId, state: 'KEPT', actor },
  })),
  changeConversationStatus: mutationProbe('changeConversationStatus', 'conversation', (conversationId) => ({
    ...{ conversationId, to: 'RESOLVED' },
  })),
  handOffConversation: mutationProbe('handOffConversation', 'conversation', (conversationId) => ({
    ...{ conversationId, to: { team: { externalId: 'Sales', name: 'Sales' } } },
  })),
}
