import type { IncomingMessage, ServerResponse } from 'node:http'

/** What the gateway's HTTP server is to hand to a webhook's receiver. */
export type WebhookRoute = {
  method: 'POST'
  path: string
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}
