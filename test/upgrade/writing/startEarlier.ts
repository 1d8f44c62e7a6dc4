import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { fixtureFile } from '../fixtureFile.ts'

/** A process of the earlier version. */
export type EarlierElo = {
  url: string
  /** Send a delivery of Chatwoot to it. */
  deliver(body: object | string): Promise<void>
  stop(): Promise<void>
}

/** Start the entry `main` of the earlier version whose working copy is `folder`. */
export async function startEarlier(
  folder: string,
  main: string,
  settings: Record<string, string>,
): Promise<EarlierElo> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    cwd: folder,
    env: {
      ...process.env,
      PORT: '0',
      CHATWOOT_ACCEPT_UNSIGNED: 'true',
      WEBHOOK_RETENTION_DAYS: '3650',
      ELO_IDENTITY_RULES: fixtureFile('rules.json').pathname,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  async function addressOf(): Promise<string> {
    for await (const line of createInterface(child.stdout)) {
      const { event, url } = z
        .looseObject({ event: z.string().optional(), url: z.string().optional() })
        .parse(JSON.parse(line))
      if (event === 'ready' && url) return url
    }
    throw new Error(`${main} of ${folder} ended before it was ready`)
  }
  const url = await addressOf()
  child.stdout.resume()

  return {
    url,
    async deliver(body) {
      const response = await fetch(new URL('/webhooks/chatwoot', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      if (!response.ok && response.status !== 400)
        throw new Error(`the webhook answered ${response.status}: ${await response.text()}`)
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
