import type { Agent, Story } from '../story/storyScript.ts'
import type { Setting } from '../story/timeline.ts'
import type { Account, ChangedAttributes, Contact, Conversation, Message } from './chatwootBodies.ts'
import type { Delivery } from './delivery.ts'
import { uuidOf } from './stableIds.ts'

/** What the imitated Chatwoot keeps between steps. Every counter makes ids that are the same for the same story. */
export type ChatwootState = {
  story: Story
  account: Account
  /** By person and inbox. */
  contacts: Map<string, Contact>
  /** By person, inbox and thread. */
  conversations: Map<string, Conversation>
  surveys: Map<Conversation, Message>
  /** By the name that the story gives them. */
  namedMessages: Map<string, Message>
  nextMessageId(): number
  nextAttachmentId(): number
  /** The delivery of an event. */
  delivery: (event: string, at: Date, body: Record<string, unknown>) => Delivery
  agent(key: string): Agent
  team(key: string): { id: number; name: string }
}

/** The conversation in which a step happens, and when; `isNew` when the step opens it. */
export type Moment = { conversation: Conversation; isNew: boolean; setting: Setting; at: Date }

const firstMessageId = 7001

export function createChatwootState(story: Story): ChatwootState {
  let messages = 0
  let attachments = 0
  let deliveries = 0
  return {
    story,
    account: story.account,
    contacts: new Map(),
    conversations: new Map(),
    surveys: new Map(),
    namedMessages: new Map(),
    nextMessageId: () => firstMessageId + messages++,
    nextAttachmentId: () => ++attachments,
    delivery(event, at, body) {
      deliveries += 1
      return {
        deliveryId: uuidOf(`delivery ${deliveries} ${at.toISOString()}`),
        atSeconds: Math.floor(at.getTime() / 1000),
        event,
        signed: true,
        body: JSON.stringify({ event, ...body }),
      }
    },
    agent: (key) => required(story.agents[key], `agent ${key}`),
    team: (key) => ({ id: required(story.teams[key], `department ${key}`), name: key }),
  }
}

export function required<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`story: there is no ${what}`)
  return value
}

export function later(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds)
}

/** Changes as Chatwoot's events list them, from the former and the present value of each attribute. */
export function changedAttributes(changed: Record<string, [unknown, unknown]>): ChangedAttributes {
  return Object.entries(changed).map(([key, [previous, current]]) => ({
    [key]: { previous_value: previous, current_value: current },
  }))
}
