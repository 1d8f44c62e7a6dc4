import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { serve } from './serve.ts'

// The least that can be done: each POST sends its body as one frame to every socket, as often as `?times=` says.
await serve(async () => {
  const http = createServer((request, response) => {
    const times = Number(new URL(request.url ?? '/', 'http://raw').searchParams.get('times') ?? 1)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const frame = Buffer.concat(chunks).toString()
      for (const socket of sockets.clients) for (let time = 0; time < times; time += 1) socket.send(frame)
      response.end()
    })
  })
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}` }
})
