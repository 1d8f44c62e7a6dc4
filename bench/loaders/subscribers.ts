import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type SubscriberAnswer, type SubscriberLoad, subscriberLoadSchema } from '../live/subscriberLoads.ts'

// Many subscribers in one process, which count the frames that come and read none but the first.
const clients: WebSocket[] = []
let missing = 0
let frame = ''
/** Since the last answer. */
let arrivals: number[] = []
let complete: () => void = () => undefined

const now = () => performance.timeOrigin + performance.now()

function count(data: Buffer): void {
  arrivals.push(now())
  missing -= 1
  if (missing !== 0) return
  frame = data.toString()
  complete()
}

function frames(number: number): Promise<void> {
  missing += number
  return missing <= 0 ? Promise.resolve() : new Promise((resolve) => (complete = resolve))
}

async function open({
  url,
  sockets,
  perSocket,
  isRaw,
  query,
  customerIds,
}: Extract<SubscriberLoad, { do: 'open' }>) {
  for (let number = 0; number < sockets; number += 1) {
    const client = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', {
      perMessageDeflate: false,
    })
    client.on('error', (error) => {
      throw error
    })
    client.on('close', (code, reason) => {
      if (code !== 1005 && code !== 1000) throw new Error(`${url} closed with ${code}: ${reason.toString()}`)
    })
    await once(client, 'open')
    clients.push(client)
    if (isRaw) {
      client.on('message', count)
      continue
    }
    client.send(JSON.stringify({ type: 'connection_init' }))
    await once(client, 'message')
    client.on('message', count)
    const first = frames(perSocket)
    for (let index = 0; index < perSocket; index += 1) {
      const place = number * perSocket + index
      const variables = { customerId: customerIds[place % customerIds.length] }
      const payload = { query: query.replaceAll('#N#', String(place)), variables }
      client.send(JSON.stringify({ id: String(index), type: 'subscribe', payload }))
    }
    await first
    if (!frame.includes('"type":"next"')) throw new Error(`expected an event, got ${frame}`)
  }
}

async function run(load: SubscriberLoad): Promise<void> {
  if (load.do === 'open') await open(load)
  else if (load.do !== 'close') await frames(load.frames)
  else {
    for (const client of clients) client.close(1000)
    const closing = clients.splice(0).filter((client) => client.readyState !== client.CLOSED)
    await Promise.all(closing.map((client) => once(client, 'close')))
  }
}

for (const end of ['disconnect', 'SIGINT']) process.once(end, () => process.exit(0))
process.on('message', (message) => {
  const load = subscriberLoadSchema.parse(message)
  void run(load).then(() => {
    const answer: SubscriberAnswer = { at: now(), frame, arrivals: load.do === 'arrivals' ? arrivals : [] }
    arrivals = []
    process.send?.(answer)
  })
})
process.send?.('ready')
