import { describe, expect, it } from 'vitest'
import { ownDatabase, withDatabase } from '../../demo/ownDatabase.ts'

describe('ownDatabase', () => {
  it('shows the setting of its data folder', async () => {
    const database = await ownDatabase({})
    expect(database.shown).toBe(`ELO_DATA_DIR=${database.settings['ELO_DATA_DIR']}`)
    await database.remove()
  })

  it('shows the name of its database on a server, and no password', async () => {
    const { settings, shown } = await ownDatabase({ MONGODB_URI: 'mongodb://elo:secret@db.example/admin' })
    expect(shown).toMatch(/^your MONGODB_URI with the database elo_demo_\w+$/u)
    expect(settings['MONGODB_URI']).toContain(shown.split(' ').at(-1))
  })
})

describe('withDatabase', () => {
  it('names another database on the same server', () => {
    expect(withDatabase('mongodb://a:1,b:2/?replicaSet=rs', 'x')).toBe('mongodb://a:1,b:2/x?replicaSet=rs')
    expect(withDatabase('mongodb://a', 'x')).toBe('mongodb://a/x')
  })
  it('keeps the authentication database of the address', () => {
    expect(withDatabase('mongodb+srv://u:p@a/shop?w=1', 'x')).toBe(
      'mongodb+srv://u:p@a/x?w=1&authSource=shop',
    )
    expect(withDatabase('mongodb://u:p@a/shop?authSource=admin', 'x')).toBe(
      'mongodb://u:p@a/x?authSource=admin',
    )
  })
})
