import { type Actor, bodyOf, type Interaction } from '../../../interactions/interaction.ts'
import { textFaults, timeFaults } from '../../../interactions/recording/inputFaults.ts'
import type { Verdict } from '../../../interactions/recording/interactionRecorder.ts'
import { changeOrNull } from '../../../interactions/recording/recordedChange.ts'
import { actorFaults, toActor } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { ReactToMessageInput } from '../schemaTypes.ts'

/** The reaction of one actor to a message. */
export type Reaction = { emoji: string; actor: Actor; reactedAt: Date }

/**
 * With null for a reaction that was taken back. It is remembered, so that an older one of the actor that comes late
 * changes nothing.
 */
export type StoredReaction = Omit<Reaction, 'emoji'> & { emoji: string | null }

/** The members of the body of a message that this is about. */
type ReactedBody = {
  deleted: boolean
  /** In the order of their times; left out while nobody has reacted. */
  reactions?: StoredReaction[]
}

const maximumReactions = 100
/** In UTF-16 code units. The longest emoji of Unicode 16 has 15. */
const maximumEmojiLength = 64
const emojiPart = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u{20e3}]/u
const segmenter = new Intl.Segmenter()

export function reactionFaults({ actor, emoji, occurredAt }: ReactToMessageInput, now: Date): UserError[] {
  return [
    ...actorFaults('actor', actor),
    ...textFaults('emoji', emoji, maximumEmojiLength),
    ...(isEmojiOrNone(emoji)
      ? []
      : [userError('INVALID_VALUE', 'emoji', 'emoji: expected one emoji, got another text')]),
    ...timeFaults('occurredAt', occurredAt, now),
  ]
}

function isEmojiOrNone(emoji: string | null | undefined): boolean {
  const text = toEmoji(emoji)
  if (text === null || text.length > maximumEmojiLength) return true
  return emojiPart.test(text) && [...segmenter.segment(text)].length === 1
}

/** A blank text takes a reaction back, as WhatsApp writes it. */
function toEmoji(emoji: string | null | undefined): string | null {
  return emoji?.trim() || null
}

/**
 * The change by a reaction. An actor has one reaction, the latest, in whatever order the reactions are recorded. A
 * CONFLICT when the message is deleted, TOO_LONG when too many others have reacted.
 */
export function reactedMessage(current: Interaction, input: ReactToMessageInput, now: Date): Verdict {
  const before = bodyOf<ReactedBody>(current)
  if (before.deleted) {
    const message = `message: expected a message that is not deleted, ${current.id} is`
    return { userErrors: [userError('CONFLICT', 'message', message)] }
  }
  const actor = toActor(input.actor)
  const emoji = toEmoji(input.emoji)
  const all = before.reactions ?? []
  const former = all.find((each) => actorKey(each.actor) === actorKey(actor))
  if (!input.occurredAt && (former?.emoji ?? null) === emoji) return { change: null }
  const given = { emoji, actor, reactedAt: input.occurredAt ?? timeAfter(former, now) }
  if (former && !supersedes(given, former)) return { change: null }
  const others = all.filter((each) => each !== former)
  if (emoji !== null && others.filter(isShown).length >= maximumReactions) {
    const message = `message: expected reactions of at most ${maximumReactions} actors, got one more`
    return { userErrors: [userError('TOO_LONG', 'message', message)] }
  }
  const reactions = bounded([...others, given].sort(byTime))
  return { change: changeOrNull(current, { body: { ...before, reactions } }) }
}

/** A reaction without a time is made now, so it counts after every earlier one of its actor. */
function timeAfter(former: StoredReaction | undefined, now: Date): Date {
  return new Date(Math.max(now.getTime(), (former?.reactedAt.getTime() ?? 0) + 1))
}

/** Channels have times in whole seconds. Of two at one time, that which takes back counts, else the greater emoji. */
function supersedes(given: StoredReaction, former: StoredReaction): boolean {
  const later = given.reactedAt.getTime() - former.reactedAt.getTime()
  if (later !== 0) return later > 0
  if (former.emoji === null) return false
  return given.emoji === null || given.emoji > former.emoji
}

/** An actor without an id is recognised by the name. */
function actorKey({ kind, id, name }: Actor): string {
  return JSON.stringify(id === null ? [kind, null, name] : [kind, id])
}

function byTime(one: StoredReaction, other: StoredReaction): number {
  const later = one.reactedAt.getTime() - other.reactedAt.getTime()
  return later || (actorKey(one.actor) < actorKey(other.actor) ? -1 : 1)
}

/** All reactions, and the latest of those that were taken back. */
function bounded(reactions: StoredReaction[]): StoredReaction[] {
  const takenBack = reactions.filter((each) => !isShown(each)).slice(-maximumReactions)
  return reactions.filter((each) => isShown(each) || takenBack.includes(each))
}

function isShown(reaction: StoredReaction): reaction is Reaction {
  return reaction.emoji !== null
}

/** The reactions to a message, oldest first. */
export function reactionsOf({ reactions = [] }: Pick<ReactedBody, 'reactions'>): Reaction[] {
  return reactions.filter(isShown)
}
