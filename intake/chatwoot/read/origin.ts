import type { ChatwootSettings } from './chatwootSettings.ts'

/** Where and when a delivery came from, and how its operator wants it read. */
export type Origin = {
  /** The id of Chatwoot's account. */
  account: string
  /** The time of sending as the sender gives it. */
  sentAt: number
  /** The time of sending with milliseconds, as far as the time of the arrival gives them. */
  deliveredAt: number
  /** Later times in the body make no sense: one day after the time of sending. */
  latestAt: number
  settings: ChatwootSettings
}
