import type { Step, Story } from '../story/storyScript.ts'
import type { Setting } from '../story/timeline.ts'
import { agentBody, conversationBody } from './chatwootBodies.ts'
import { type ChatwootState, createChatwootState, type Moment } from './chatwootState.ts'
import { changeConversation, changeStatus, handOff, updateContact } from './conversationSteps.ts'
import type { Delivery } from './delivery.ts'
import { askForRating, deleteMessage, rate, writeMessage } from './messageSteps.ts'
import { conversationKey, openConversation } from './openConversation.ts'

/**
 * Imitates Chatwoot as its webhooks show it: every step of the story changes what it keeps and gives the deliveries
 * that Chatwoot would send. The same steps at the same times give the same deliveries, to the byte.
 */
export type ChatwootDesk = {
  /** Throws when the story names an agent, a department or a message that does not exist. */
  perform(step: Step, setting: Setting, at: Date): Delivery[]
  /** The display id of the conversation; null when it has not begun. */
  conversationId(setting: Setting): number | null
}

export function createChatwootDesk(story: Story): ChatwootDesk {
  const state = createChatwootState(story)
  return {
    perform(step, setting, at) {
      const { deliveries, ...opened } = openConversation(state, setting, at)
      return [...deliveries, ...apply(state, { ...opened, setting, at }, step)]
    },
    conversationId: (setting) => state.conversations.get(conversationKey(setting))?.id ?? null,
  }
}

function apply(state: ChatwootState, moment: Moment, step: Step): Delivery[] {
  const { conversation, setting, at } = moment
  switch (step.kind) {
    case 'says': {
      const isEmail = setting.inbox === 'email'
      const fields = {
        sender: conversation.contact,
        content: step.text,
        ...(isEmail && { contentType: 'incoming_email' }),
      }
      return writeMessage(state, moment, { type: 'incoming', ...fields }, step)
    }
    case 'answers': {
      const sender = step.by === null ? null : state.agent(step.by)
      const contentAttributes = {
        ...(step.by === null && { external_echo: true }),
        ...(step.automatic && { automation_rule_id: 4 }),
      }
      const fields = { sender, content: step.text, contentAttributes }
      return writeMessage(state, moment, { type: 'outgoing', ...fields }, step)
    }
    case 'notes': {
      const fields = { sender: state.agent(step.by), content: step.text, isPrivate: true }
      return writeMessage(state, moment, { type: 'outgoing', ...fields })
    }
    case 'asksRating':
      return askForRating(state, moment)
    case 'rates':
      return rate(state, moment, step)
    case 'handsOff':
      return handOff(state, moment, step)
    case 'status':
      return changeStatus(state, moment, step.to)
    case 'marks': {
      const { labels, priority } = step
      return changeConversation(
        state,
        moment,
        { ...(labels && { labels }), ...(priority && { priority }) },
        {
          ...(labels && { label_list: [conversation.labels, labels] }),
          ...(priority && { priority: [conversation.priority, priority] }),
        },
      )
    }
    case 'updatesContact':
      return updateContact(state, moment, step.fields)
    case 'deletes':
      return deleteMessage(state, moment, step.message)
    case 'types':
      return [
        state.delivery('conversation_typing_on', at, {
          user: agentBody(state.agent(step.by)),
          conversation: conversationBody(state.account, conversation),
          is_private: false,
        }),
      ]
    case 'does':
    case 'scores':
      return []
  }
}
