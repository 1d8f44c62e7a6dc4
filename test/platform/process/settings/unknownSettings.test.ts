import { describe, expect, it } from 'vitest'
import { findUnknownSettings } from '../../../../platform/process/settings/unknownSettings.ts'

describe('findUnknownSettings', () => {
  it('names the setting that was probably meant', () => {
    const environment = {
      MONGO_URI: 'mongodb://x/elo',
      ELO_DATADIR: '/data',
      LOGLEVEL: 'warn',
      chatwoot_webhook_secret: 'x',
      ELO_SOMETHING_ELSE: '1',
    }
    expect(findUnknownSettings(environment)).toEqual([
      { name: 'MONGO_URI', nearest: 'MONGODB_URI' },
      { name: 'ELO_DATADIR', nearest: 'ELO_DATA_DIR' },
      { name: 'LOGLEVEL', nearest: 'LOG_LEVEL' },
      { name: 'chatwoot_webhook_secret', nearest: 'CHATWOOT_WEBHOOK_SECRET' },
      { name: 'ELO_SOMETHING_ELSE', nearest: null },
    ])
  })

  it('finds nothing in an ordinary environment, in known settings and in empty ones', () => {
    const ordinary = {
      ...{
        PATH: '/bin',
        HOME: '/root',
        HOSTNAME: 'a',
        USER: 'u',
        NODE_OPTIONS: '',
        LANG: 'C',
        SHELL: '/bin/sh',
      },
      ...{ MONGOMS_SYSTEM_BINARY: '/usr/bin/mongod', MONGO_INITDB_ROOT_USERNAME: 'root', TERM: 'xterm' },
      ...{ npm_config_user_agent: 'npm', npm_lifecycle_event: 'start', SPORT: '1', HOSTS: 'x' },
      ...{ PORT: '0', HOST: '::1', MONGODB_URI: 'mongodb://x/elo', ELO_TOKEN: 't', ELO_TYPO: '' },
    }
    expect(findUnknownSettings(ordinary)).toEqual([])
  })
})
