import type { Person } from './storyScript.ts'

/** Thirteen customers, none of whom exists: their telephones, addresses and CPFs are made up. */
export const people: Record<string, Person> = {
  // Three contacts, one customer: the CPF merges e-mail and WhatsApp, the telephone (once without the ninth digit,
  // once with it) merges Instagram with both.
  marina: {
    contacts: {
      whatsapp: { name: 'Marina Duarte', phone: '+551187654321' },
      email: { name: 'Marina S. Duarte', email: 'marina.duarte@correio.example' },
      instagram: { name: 'mari.pedala', instagram: 'mari.pedala' },
    },
  },
  // Father and son: one name, one address, two customers.
  joseCarlosPai: {
    contacts: { whatsapp: { name: 'José Carlos Prado', phone: '+5511976120433', cpf: '168.995.350-09' } },
  },
  joseCarlosFilho: {
    contacts: { whatsapp: { name: 'José Carlos Prado', phone: '+5511976125518', cpf: '714.287.938-60' } },
  },
  beatriz: { contacts: { telegram: { name: 'Beatriz Nakamura', telegram: '508817342' } } },
  rafael: { contacts: { site: { name: 'vento-leve-218' } } },
  luciana: { contacts: { email: { name: 'Luciana Freitas', email: 'luciana.freitas@correio.example' } } },
  thiago: { contacts: { instagram: { name: 'Thiago Menezes', instagram: 'thi.nasubida' } } },
  celeste: { contacts: { whatsapp: { name: 'Celeste Araújo', phone: '+5521998340127' } } },
  sandra: {
    contacts: {
      email: {
        name: 'Sandra Lobo',
        email: 'compras@rodaviva.example',
        identifier: 'ERP-30417',
      },
    },
  },
  igor: { contacts: { whatsapp: { name: 'Igor Pacheco', phone: '+5531991457702' } } },
  helena: { contacts: { telegram: { name: 'Helena Sampaio', telegram: '771203958' } } },
  wesley: { contacts: { whatsapp: { name: 'Wesley Cordeiro', phone: '+5541988067315' } } },
  priscila: {
    contacts: { site: { name: 'Priscila Amorim', email: 'priscila.amorim@correio.example' } },
  },
}
