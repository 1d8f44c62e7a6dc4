import { describe, expect, it } from 'vitest'
import { defaultChatwootSettings } from '../../intake/chatwoot/read/chatwootSettings.ts'
import { intakeConfigSchema, intakeOptionsOf } from '../../intake/config.ts'
import { type Environment, readConfig } from '../../platform/process/settings/readConfig.ts'

function settingsOf(environment: Environment) {
  const required = { MONGODB_URI: 'mongodb://127.0.0.1/elo' }
  return intakeOptionsOf(readConfig(intakeConfigSchema, { ...required, ...environment })).settings
}

describe('the settings of Chatwoot', () => {
  it('are those of an operator who says nothing when none is given', () => {
    expect(settingsOf({})).toEqual(defaultChatwootSettings)
  })

  it('name accounts, channels of inboxes and attributes, separated by commas', () => {
    expect(
      settingsOf({
        CHATWOOT_ACCOUNTS: '1, 3',
        CHATWOOT_INBOX_CHANNELS: '7:WHATSAPP, 9:INSTAGRAM',
        CHATWOOT_TAX_ATTRIBUTES: 'CPF, documento do titular',
      }),
    ).toEqual({
      accounts: ['1', '3'],
      inboxChannels: new Map([
        ['7', 'WHATSAPP'],
        ['9', 'INSTAGRAM'],
      ]),
      taxNumberAttributes: ['CPF', 'documento do titular'],
    })
  })

  it.each(['loja', '0', '-1', '1;2'])('refuse %s as an account', (wrong) => {
    expect(() => settingsOf({ CHATWOOT_ACCOUNTS: wrong })).toThrow(
      `CHATWOOT_ACCOUNTS.0: expected ids of accounts such as 1, got "${wrong}"`,
    )
  })

  it.each(['7', 'WHATSAPP', '7:whatsapp', '7:WHATSAPP:8', 'sete:WHATSAPP', '7:', '7:SMS,7:EMAIL'])(
    'refuse %s as channels of inboxes',
    (wrong) => {
      expect(() => settingsOf({ CHATWOOT_INBOX_CHANNELS: wrong })).toThrow(
        /CHATWOOT_INBOX_CHANNELS: expected each inbox once as id:CHANNEL, e\.g\. 7:WHATSAPP, .* got "/u,
      )
    },
  )
})
