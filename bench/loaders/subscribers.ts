import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type SubscriberAnswer, type SubscriberLoad, subscriberLoadSchema } from '../live/subscriberLoads.ts'

// Many subscribers in one process, which count the frames that come and read only a few of them.
type Subscription = { query: string; variables: Record<string, unknown> }
/** A socket with its subscriptions, and the last frame that came. */
type Client = { url: string; socket: WebSocket; subscriptions: Subscription[]; last: Buffer }

const clients: Client[] = []
const paused: Client[] = []
let dropped: Client[] = []
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

async function connect(url: string): Promise<Client> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', {
    perMessageDeflate: false,
  })
  const client: Client = { url, socket, subscriptions: [], last: Buffer.alloc(0) }
  socket.on('error', (error) => {
    throw error
  })
  socket.on('close', (code, reason) => {
    if (clients.includes(client)) throw new Error(`${url} closed with ${code}: ${reason.toString()}`)
  })
  await once(socket, 'open')
  clients.push(client)
  return client
}

function listen(client: Client): void {
  client.socket.on('message', (data: Buffer) => {
    client.last = data
    count(data)
  })
}

async function subscribe(client: Client, subscriptions: Subscription[]): Promise<void> {
  const { socket } = client
  client.subscriptions = subscriptions
  socket.send(JSON.stringify({ type: 'connection_init' }))
  await once(socket, 'message')
  listen(client)
  for (const [index, payload] of subscriptions.entries())
    socket.send(JSON.stringify({ id: String(index), type: 'subscribe', payload }))
}

async function open({
  url,
  sockets,
  perSocket,
  isRaw,
  query,
  customerIds,
}: Extract<SubscriberLoad, { do: 'open' }>): Promise<void> {
  for (let number = 0; number < sockets; number += 1) {
    const client = await connect(url)
    if (isRaw) {
      listen(client)
      continue
    }
    const subscriptions = Array.from({ length: perSocket }, (_, index) => {
      const place = number * perSocket + index
      const variables = { customerId: customerIds[place % customerIds.length] }
      return { query: query.replaceAll('#N#', String(place)), variables }
    })
    const first = frames(perSocket)
    await subscribe(client, subscriptions)
    await first
    if (!frame.includes('"type":"next"')) throw new Error(`expected an event, got ${frame}`)
  }
}

function pause(sockets: number): void {
  for (const client of clients.splice(-sockets)) {
    client.socket.removeAllListeners('message')
    client.socket.pause()
    paused.push(client)
  }
}

async function terminate(left: Client[]): Promise<void> {
  const closing = left.filter(({ socket }) => socket.readyState !== socket.CLOSED)
  const closed = closing.map(({ socket }) => once(socket, 'close'))
  for (const { socket } of closing) {
    // A paused socket does not notice its end.
    socket.resume()
    socket.terminate()
  }
  await Promise.all(closed)
}

async function drop(): Promise<void> {
  dropped = clients.splice(0)
  await terminate(dropped)
}

/** Resolves when all frames have come. */
async function resume(expected: number): Promise<void> {
  const come = frames(expected)
  const resuming = dropped.map(async ({ url, subscriptions, last }) => {
    const after = /"cursor":"([^"]+)"/u.exec(last.toString())?.[1]
    if (after === undefined) throw new Error(`expected a frame with a cursor, got ${last.toString()}`)
    const resumed = subscriptions.map((each) => ({ ...each, variables: { ...each.variables, after } }))
    await subscribe(await connect(url), resumed)
  })
  dropped = []
  await Promise.all(resuming)
  await come
}

async function close(): Promise<void> {
  await terminate(paused.splice(0))
  const closing = clients.splice(0)
  const closed = closing.map(({ socket }) => once(socket, 'close'))
  for (const { socket } of closing) socket.close(1000)
  await Promise.all(closed)
}

function run(load: SubscriberLoad): Promise<void> | void {
  switch (load.do) {
    case 'open':
      return open(load)
    case 'pause':
      return pause(load.sockets)
    case 'drop':
      return drop()
    case 'resume':
      return resume(load.frames)
    case 'close':
      return close()
    case 'await':
    case 'arrivals':
      return frames(load.frames)
  }
}

for (const end of ['disconnect', 'SIGINT']) process.once(end, () => process.exit(0))
process.on('message', (message) => {
  const load = subscriberLoadSchema.parse(message)
  void Promise.resolve(run(load)).then(() => {
    const answer: SubscriberAnswer = { at: now(), frame, arrivals: load.do === 'arrivals' ? arrivals : [] }
    arrivals = []
    process.send?.(answer)
  })
})
process.send?.('ready')
