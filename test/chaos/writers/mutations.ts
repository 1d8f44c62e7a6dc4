import { z } from 'zod'

/*
 * Every mutation may be sent again: a message has a source with a version, the others have a key. So a writer that got
 * no answer sends the same again, and what it did is there once.
 */

const userErrors = z.array(z.object({ code: z.string(), message: z.string() }))
const message = z.object({ id: z.string(), revision: z.number() }).nullable()

export const recordMessage = {
  query: `mutation ($input: RecordMessageInput!) {
    recordMessage(input: $input) { message { id revision } userErrors { code message } } }`,
  schema: z.object({ recordMessage: z.object({ message, userErrors }) }),
}

export const editMessage = {
  query: `mutation ($input: EditMessageInput!) {
    editMessage(input: $input) { message { id revision } userErrors { code message } } }`,
  schema: z.object({ editMessage: z.object({ message, userErrors }) }),
}

export const reactToMessage = {
  query: `mutation ($input: ReactToMessageInput!) {
    reactToMessage(input: $input) { message { id revision } userErrors { code message } } }`,
  schema: z.object({ reactToMessage: z.object({ message, userErrors }) }),
}

export const mergeCustomers = {
  query:
    'mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { userErrors { code message } } }',
  schema: z.object({ mergeCustomers: z.object({ userErrors }) }),
}

export const unmergeCustomer = {
  query:
    'mutation ($input: UnmergeCustomerInput!) { unmergeCustomer(input: $input) { userErrors { code message } } }',
  schema: z.object({ unmergeCustomer: z.object({ userErrors }) }),
}

export const identifyCustomer = {
  query: 'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }',
  schema: z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) }),
}

/** The input of a message of a customer. Its number is the beginning of its text. */
export function messageInput(given: {
  phone: string
  number: string
  text: string
  version: number
  department: string
}) {
  return {
    customer: { identifiers: [{ type: 'PHONE', value: given.phone }] },
    ...{ channel: 'WHATSAPP', actor: { kind: 'CUSTOMER' }, text: given.text, department: given.department },
    source: { system: 'chaos', externalId: given.number, version: given.version },
  }
}
