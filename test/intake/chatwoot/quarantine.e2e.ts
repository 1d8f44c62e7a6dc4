import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultChatwootSettings } from '../../../intake/chatwoot/read/chatwootSettings.ts'
import { createWebhookInbox } from '../../../intake/webhookInboxStore.ts'
import { aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { until } from '../../support/until.ts'
import { startElo } from './support/startElo.ts'
import { newDatabaseUri, type RunningIntake, startIntake } from './support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

async function start(options: Parameters<typeof startIntake>[0] = {}): Promise<RunningIntake> {
  const intake = await startIntake(options)
  running.push(intake)
  return intake
}

/** Run `npm run quarantine` on the database of an intake; gives what it prints. */
async function quarantine(uri: string, ...given: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'scripts/quarantine.ts', ...given],
    { env: { ...process.env, MONGODB_URI: uri } },
  )
  return stdout
}

describe('a delivery in quarantine', () => {
  it('is listed with its reason, shown with its body, and arrives when it is replayed after the cause is gone', async () => {
    const uri = newDatabaseUri()
    const elo = await startElo()
    const strict = { ...defaultChatwootSettings, accounts: ['3'] }
    const first = await startIntake({ uri, graph: elo.graph, settings: strict })
    const reason = 'account: expected one of CHATWOOT_ACCOUNTS, got 1'
    expect(await first.send(aMessage())).toMatchObject({ body: { status: 'quarantined', reason } })
    expect(await first.send(aMessage({ id: 9002, content: 'Alô?' }))).toMatchObject({
      body: { status: 'quarantined', reason },
    })
    await first.stop()
    expect(elo.mutations).toEqual([])

    const listed = await quarantine(uri, 'list')
    expect(listed).toContain(`message_created`)
    expect(listed).toContain(reason)
    expect(listed).toContain('2 in quarantine')
    const id = listed.slice(0, 16)
    const withText: unknown = expect.stringContaining('"Oi"')
    const shown: unknown = JSON.parse(await quarantine(uri, 'show', id))
    expect(shown).toMatchObject({ reason, event: 'message_created', body: withText })

    // The replay of one delivery leaves the other where it is.
    expect(await quarantine(uri, 'replay', id)).toContain('1 released')
    const second = await start({ uri, graph: elo.graph })
    await second.settled()
    expect(await second.stored()).toMatchObject([
      { state: 'done', reason: null },
      { state: 'quarantined', reason },
    ])
    expect(await quarantine(uri, 'replay')).toContain('1 released')
    // The running intake takes it by itself.
    await until('the other one is processed', async () =>
      (await second.stored()).every(({ state }) => state === 'done'),
    )
    expect(await elo.history()).toMatchObject([{ interactions: [{ text: 'Oi' }, { text: 'Alô?' }] }])
  })

  it('is dropped by its id or reason, never by a beginning that several have, and the others stay', async () => {
    const uri = newDatabaseUri()
    const { connection, stop } = await startIntake({ uri })
    const now = new Date()
    const delivery = { system: 'chatwoot', body: '', sentAt: now, receivedAt: now, sizeBytes: 1, attempts: 0 }
    const [a1, a2, b3] = ['a1', 'a2', 'b3'].map((start) => start.padEnd(64, '0'))
    const inbox = connection.collection<{ _id: string } & Record<string, unknown>>('webhookInbox')
    const state = { claimedBy: '', settledAt: now, state: 'quarantined' }
    await inbox.insertMany(
      [a1, a2, b3].map((_id, index) => ({
        ...{ _id: _id ?? '', ...delivery, ...state },
        reason: index < 2 ? 'account: (x)' : 'phone',
      })),
    )
    await expect(quarantine(uri, 'drop', 'b3', 'a')).rejects.toMatchObject({
      code: 1,
      stderr: 'a: expected a delivery in quarantine, several begin so: give more characters\n',
    })
    expect(await quarantine(uri, 'drop', 'a1')).toBe('1 dropped\n')
    expect(await quarantine(uri, 'drop', '--reason', '(x)')).toBe('1 dropped\n')
    expect(await inbox.distinct('_id')).toEqual([b3])
    await stop({ andDrop: true })
  })

  it('that was refused before it was read says the same reason when it is replayed', async () => {
    const { uri, send, settled, stored } = await start()
    expect(await send(`{"event":"message_created","x":"${'x '.repeat(17_000_000)}"}`)).toMatchObject({
      status: 413,
    })
    const before = await stored()
    expect(before).toMatchObject([{ state: 'quarantined' }])
    await quarantine(uri, 'replay')
    await settled()
    expect(await stored()).toEqual(before)
  })
})

describe('the quarantine', () => {
  const now = new Date('2026-06-17T12:00:00.000Z')
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

  /** A database with deliveries of 10,000 bytes in quarantine, each so many days old, and one that waits. */
  async function filled(...ages: number[]): Promise<string> {
    const uri = newDatabaseUri()
    const { connection, stop } = await startIntake({ uri, clock: () => now })
    const body = 'é'.repeat(5_000)
    const delivery = { system: 'chatwoot', body, sentAt: now, sizeBytes: 1, claimedBy: '', attempts: 0 }
    await connection.collection<{ _id: string } & Record<string, unknown>>('webhookInbox').insertMany([
      ...ages.map((age) => ({
        _id: String(age).padStart(4, '0'),
        ...delivery,
        receivedAt: daysAgo(age),
        settledAt: now,
        state: 'quarantined',
        reason: `of ${age}`,
      })),
      { _id: 'done', ...delivery, receivedAt: daysAgo(500), settledAt: new Date(), state: 'done' },
    ])
    await stop()
    return uri
  }

  async function reasonsIn({ connection }: RunningIntake) {
    const inbox = createWebhookInbox({ connection, system: 'chatwoot', claimant: 'test' })
    return (await inbox.listQuarantined(100)).map(({ reason }) => reason)
  }

  it('keeps deliveries for so many days, and logs how many it drops', async () => {
    const uri = await filled(91, 90, 89, 1)
    const intake = await start({ uri, clock: () => now })
    expect(await reasonsIn(intake)).toEqual(['of 90', 'of 89', 'of 1'])
    expect(intake.logged('quarantine_trimmed')).toMatchObject([{ tooOld: 1, tooMany: 0 }])
    expect(await intake.stored()).toHaveLength(4)
  })

  it('keeps so many bytes, the newest deliveries, and logs how many it drops', async () => {
    const uri = await filled(5, 4, 3, 2, 1)
    const intake = await start({ uri, clock: () => now, quarantineDays: 4, quarantineBytes: 25_000 })
    expect(await reasonsIn(intake)).toEqual(['of 2', 'of 1'])
    expect(intake.logged('quarantine_trimmed')).toMatchObject([{ tooOld: 1, tooMany: 2 }])
  })

  it('is bounded also while many deliveries come into it', async () => {
    const intake = await start({ quarantineBytes: 5_000 })
    for (let index = 0; index < 40; index += 1)
      await intake.send({ event: 'conversation_exploded', account: { id: 1 }, index })
    await until('older ones were dropped', () => intake.logged('quarantine_trimmed').length > 0)
    expect((await intake.stored()).length).toBeLessThan(40)
    const [newest] = (await intake.stored()).slice(-1)
    expect(newest?.body).toContain('"index":39')
  })

  it('is left as it is within its bounds, and nothing is logged', async () => {
    const intake = await start({ uri: await filled(3, 2), clock: () => now })
    expect(await reasonsIn(intake)).toEqual(['of 3', 'of 2'])
    expect(intake.logged('quarantine_trimmed')).toEqual([])
  })
})
