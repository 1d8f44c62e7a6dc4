/** The types and functions with which the story is written: its people, and what they do, step by step. */

export type InboxKey = 'whatsapp' | 'email' | 'instagram' | 'telegram' | 'site'
export type Status = 'open' | 'pending' | 'snoozed' | 'resolved'
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** An agent of the store: a person, or one of the two kinds of AI agent in Chatwoot. */
export type Agent = { id: number; name: string; type: 'user' | 'agent_bot' | 'captain_assistant' }

/** What Chatwoot has of a customer in one inbox. */
export type ContactFields = {
  name?: string
  phone?: string
  email?: string
  /** The customer's number in the store's ERP. */
  identifier?: string
  cpf?: string
  instagram?: string
  telegram?: string
}

export type Attachment =
  | { type: 'audio'; seconds: number; transcript: string }
  | { type: 'image'; name: string; sizeBytes: number }
  | { type: 'file'; name: string; sizeBytes: number }
  | { type: 'location'; title: string; latitude: number; longitude: number }

export type Money = { amount: string; currency: string }

/** Something done for the customer, recorded through the graph. `by` is an agent's key; default the customer. */
export type DoneAction = {
  type: 'APPOINTMENT' | 'PAYMENT' | 'REFUND' | 'ORDER' | 'QUOTE' | 'TRANSFER' | 'OTHER'
  by?: string
  name?: string
  status?: 'REQUESTED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'CANCELLED'
  amount?: Money
  externalReference?: string
  department?: string
  details?: Record<string, unknown>
}

/** A rating that does not come from Chatwoot, recorded through the graph. */
export type Rating = { metric: 'NPS' | 'CES' | 'THUMBS'; rating: number; comment?: string; about?: string }

type Written = { text: string | null; attachments?: Attachment[]; as?: string }

export type Happening =
  | ({ kind: 'says' } & Written)
  | ({ kind: 'answers'; by: string | null; automatic?: boolean; reaches?: DeliveryStatus } & Written)
  | { kind: 'notes'; by: string; text: string }
  | { kind: 'handsOff'; team?: string | null; person?: string | null; bot?: string | null }
  | { kind: 'status'; to: Status }
  | { kind: 'marks'; labels?: string[]; priority?: 'low' | 'medium' | 'high' | 'urgent' }
  | { kind: 'updatesContact'; fields: ContactFields }
  | { kind: 'deletes'; message: string }
  | { kind: 'types'; by: string }
  | { kind: 'asksRating' }
  | { kind: 'rates'; rating: number; comment?: string }
  | { kind: 'does'; action: DoneAction }
  | { kind: 'scores'; rating: Rating }

export type Step = Happening & { afterSeconds: number }

/** One stretch of a conversation. Scenes of one person in one inbox with the same `thread` are one conversation. */
export type Scene = {
  person: string
  inbox: InboxKey
  /** Which of several conversations of one person in one inbox; default the first. */
  thread?: string
  /** When it begins, before the start of the demo. */
  daysAgo: number
  /** The status of the conversation it opens; default pending, because an agent bot answers first. */
  begins?: Status
  subject?: string
  steps: Step[]
}

/** One person. Elo has to make one customer of all their contacts. */
export type Person = { contacts: Partial<Record<InboxKey, ContactFields>> }

export type Story = {
  account: { id: number; name: string }
  teams: Record<string, number>
  agents: Record<string, Agent>
  inboxes: Record<InboxKey, { id: number; name: string; channel: string }>
  people: Record<string, Person>
  scenes: Scene[]
  /** What happens after the past of the story, step by step, in a conversation that exists. */
  live: { person: string; inbox: InboxKey; thread?: string; steps: Step[] }
}

type Wait = { after?: number }

export const says = (text: string | null, options: Omit<Written, 'text'> & Wait = {}): Step => {
  const { after = 50, ...rest } = options
  return { kind: 'says', text, ...rest, afterSeconds: after }
}

/** `by` null: written in the app of the telephone and not in Chatwoot. */
export const answers = (
  by: string | null,
  text: string | null,
  options: Omit<Written, 'text'> & { automatic?: boolean; reaches?: DeliveryStatus } & Wait = {},
): Step => {
  const { after = 20, ...rest } = options
  return { kind: 'answers', by, text, ...rest, afterSeconds: after }
}

export const notes = (by: string, text: string): Step => ({ kind: 'notes', by, text, afterSeconds: 40 })
export const handsOff = (to: {
  team?: string | null
  person?: string | null
  bot?: string | null
}): Step => ({
  kind: 'handsOff',
  ...to,
  afterSeconds: 10,
})
export const status = (to: Status, { after = 8 }: Wait = {}): Step => ({
  kind: 'status',
  to,
  afterSeconds: after,
})
export const marks = (what: {
  labels?: string[]
  priority?: 'low' | 'medium' | 'high' | 'urgent'
}): Step => ({ kind: 'marks', ...what, afterSeconds: 5 })
export const updatesContact = (fields: ContactFields): Step => ({
  kind: 'updatesContact',
  fields,
  afterSeconds: 12,
})
export const deletes = (message: string): Step => ({ kind: 'deletes', message, afterSeconds: 25 })
export const types = (by: string): Step => ({ kind: 'types', by, afterSeconds: 6 })
export const asksRating = (): Step => ({ kind: 'asksRating', afterSeconds: 5 })
export const rates = (rating: number, comment?: string, { after = 90 }: Wait = {}): Step => ({
  kind: 'rates',
  rating,
  ...(comment !== undefined && { comment }),
  afterSeconds: after,
})
export const does = (action: DoneAction): Step => ({ kind: 'does', action, afterSeconds: 30 })
export const scores = (rating: Rating): Step => ({ kind: 'scores', rating, afterSeconds: 600 })

export const reais = (amount: string): Money => ({ amount, currency: 'BRL' })
