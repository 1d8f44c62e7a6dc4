import type { ContactFields, Status } from '../story/storyScript.ts'
import { contactBody, type Conversation, conversationBody } from './chatwootBodies.ts'
import { changedAttributes, type ChatwootState, later, type Moment } from './chatwootState.ts'
import type { Delivery } from './delivery.ts'

type Key = string | null
type Changed = Record<string, [unknown, unknown]>

/** A change of a conversation's attributes. `changed` has the former and the present value of each. */
export function changeConversation(
  { account, delivery }: ChatwootState,
  { conversation, at }: Moment,
  change: Partial<Conversation>,
  changed: Changed,
): Delivery[] {
  const updatedAt = later(at, 310)
  const changed_attributes = changedAttributes({
    ...changed,
    updated_at: [conversation.updatedAt.toISOString(), updatedAt.toISOString()],
  })
  Object.assign(conversation, change, { updatedAt })
  const body = { ...conversationBody(account, conversation), changed_attributes }
  return [
    ...('status' in changed ? [delivery('conversation_status_changed', updatedAt, body)] : []),
    delivery('conversation_updated', updatedAt, body),
  ]
}

/** A new department, person or AI agent. A part that is left out stays, null means no one. */
export function handOff(
  state: ChatwootState,
  moment: Moment,
  { team, person, bot }: { team?: Key; person?: Key; bot?: Key },
): Delivery[] {
  const { assignee, team: formerTeam } = moment.conversation
  const formerPerson = assignee?.type === 'user' ? assignee : null
  const formerBot = assignee && assignee.type !== 'user' ? assignee : null
  const nextTeam = team === undefined ? formerTeam : team === null ? null : state.team(team)
  const nextPerson = person === undefined ? formerPerson : person === null ? null : state.agent(person)
  const nextBot = bot === undefined ? formerBot : bot === null ? null : state.agent(bot)
  if (nextPerson && nextBot) throw new Error('story: expected a person or a bot in a conversation, got both')
  const changed: Changed = {
    ...changedId('assignee_id', formerPerson, nextPerson),
    ...changedId('team_id', formerTeam, nextTeam),
    ...changedId('assignee_agent_bot_id', formerBot, nextBot),
  }
  return changeConversation(state, moment, { team: nextTeam, assignee: nextPerson ?? nextBot }, changed)
}

/** A new status. */
export function changeStatus(state: ChatwootState, moment: Moment, to: Status): Delivery[] {
  const snoozedUntil = to === 'snoozed' ? later(moment.at, 2 * 86_400_000) : null
  return changeConversation(
    state,
    moment,
    { status: to, snoozedUntil, ...(to === 'resolved' && { waitingSince: null }) },
    { status: [moment.conversation.status, to] },
  )
}

/** New values of the conversation's contact. */
export function updateContact(
  { account, delivery }: ChatwootState,
  { conversation: { contact }, at }: Moment,
  { cpf, name, phone, email, identifier }: ContactFields,
): Delivery[] {
  const customAttributes = { ...contact.customAttributes, cpf }
  const changed: Changed = {
    ...(name !== undefined && { name: [contact.name, name] }),
    ...(phone !== undefined && { phone_number: [contact.phone, phone] }),
    ...(email !== undefined && { email: [contact.email, email] }),
    ...(identifier !== undefined && { identifier: [contact.identifier, identifier] }),
    ...(cpf !== undefined && { custom_attributes: [contact.customAttributes, customAttributes] }),
  }
  Object.assign(contact, {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(identifier !== undefined && { identifier }),
    ...(cpf !== undefined && { customAttributes }),
  })
  return [
    delivery('contact_updated', at, {
      ...contactBody(account, contact),
      changed_attributes: changedAttributes(changed),
    }),
  ]
}

function changedId(name: string, former: { id: number } | null, next: { id: number } | null): Changed {
  return former?.id === next?.id ? {} : { [name]: [former?.id ?? null, next?.id ?? null] }
}
