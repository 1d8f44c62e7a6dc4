import { earlierScenes } from './earlierScenes.ts'
import { laterScenes } from './laterScenes.ts'
import { live } from './live.ts'
import { people } from './people.ts'
import type { Story } from './storyScript.ts'

/** Two weeks at Pedal Manso, a bicycle shop that does not exist. */
export const story: Story = {
  account: { id: 1, name: 'Pedal Manso' },
  teams: { vendas: 11, suporte: 12, financeiro: 13 },
  agents: {
    tuca: { id: 1, name: 'Tuca', type: 'agent_bot' },
    nina: { id: 2, name: 'Nina', type: 'captain_assistant' },
    paula: { id: 21, name: 'Paula Reis', type: 'user' },
    renato: { id: 22, name: 'Renato Vilela', type: 'user' },
    silvia: { id: 23, name: 'Sílvia Moura', type: 'user' },
    jorge: { id: 24, name: 'Jorge Tanaka', type: 'user' },
  },
  inboxes: {
    whatsapp: { id: 1, name: 'WhatsApp da loja', channel: 'Channel::Whatsapp' },
    email: { id: 2, name: 'oi@pedalmanso.example', channel: 'Channel::Email' },
    instagram: { id: 3, name: '@pedalmanso', channel: 'Channel::Instagram' },
    telegram: { id: 4, name: 'Telegram da oficina', channel: 'Channel::Telegram' },
    site: { id: 5, name: 'pedalmanso.example', channel: 'Channel::WebWidget' },
  },
  people,
  scenes: [...earlierScenes, ...laterScenes],
  live,
}
