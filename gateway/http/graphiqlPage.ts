import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'

const defaultQuery = `# Welcome to Elo: one complete, chronological, live history per customer.
# Run an operation with Ctrl-Enter; Ctrl-Space completes; the book at the left documents every field.

query Customers {
  customers(first: 5) {
    nodes {
      id
      name
      history(last: 5) {
        nodes {
          kind
          channel
          occurredAt
          summary
          ... on Message {
            text
          }
        }
        streamCursor
      }
    }
  }
}

# Everything that happens with all customers, as it happens:
subscription Live {
  interactionFeed {
    change
    cursor
    interaction {
      kind
      channel
      summary
      ... on Message {
        text
      }
    }
  }
}
`

type Page = { html: Buffer; zipped: Buffer; etag: string }

/**
 * The explorer page, with everything it needs in it: 9 MB that are made, zipped and kept when the first browser asks.
 */
export function createGraphiqlPage(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let making: Promise<Page> | null = null
  return async ({ headers }, response) => {
    const { html, zipped, etag } = await (making ??= makePage())
    response.setHeader('etag', etag)
    response.setHeader('cache-control', 'no-cache')
    response.setHeader('vary', 'accept, accept-encoding')
    if (headers['if-none-match'] === etag) {
      response.writeHead(304).end()
      return
    }
    const isZipped = headers['accept-encoding']?.includes('gzip') ?? false
    const body = isZipped ? zipped : html
    if (isZipped) response.setHeader('content-encoding', 'gzip')
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': body.length,
      // Nobody else's page may frame it and have its user click.
      'x-frame-options': 'DENY',
    })
    response.end(body)
  }
}

/** Whether a request comes from a browser's address bar rather than from a program. */
export function wantsPage({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/html') ?? false
}

async function makePage(): Promise<Page> {
  const html = Buffer.from(
    renderGraphiQL({ title: 'Elo', endpoint: '/graphql', subscriptionsProtocol: 'WS', defaultQuery }),
  )
  const zipped = await promisify(gzip)(html)
  return { html, zipped, etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 16)}"` }
}
