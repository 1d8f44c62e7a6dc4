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

# Everything that happens with all customers, as it happens. It ends when you go to another tab of this page, so open the
# page in another window of the browser for what you do meanwhile.
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

type Page = { html: Buffer; zipped: Buffer; etag: string; policy: string }

/**
 * The explorer page, with all of its scripts inside: 9 MB, rendered and compressed at the first request, then cached.
 */
export function createGraphiqlPage(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let page: Promise<Page> | null = null
  return async ({ headers }, response) => {
    const { html, zipped, etag, policy } = await (page ??= renderPage())
    response.setHeader('etag', etag)
    response.setHeader('cache-control', 'no-cache')
    response.setHeader('content-security-policy', policy)
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
    })
    response.end(body)
  }
}

/** Answers instead of the page where introspection, which the page needs, is switched off. */
export async function refusePage(_request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = 'The explorer page is switched off here. Programs call the graph at this address.\n'
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', vary: 'accept' }).end(text)
}

/** Whether a browser loads the page, rather than a program calling the graph. */
export function wantsPage({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/html') ?? false
}

async function renderPage(): Promise<Page> {
  const text = renderGraphiQL({
    title: 'Elo',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    defaultQuery,
  })
  const html = Buffer.from(text)
  const zipped = await promisify(gzip)(html)
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 16)}"`
  return { html, zipped, etag, policy: policyOf(text) }
}

/** The page runs its own script and no other, and calls this server only. It loads nothing. */
function policyOf(html: string): string {
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'))
  const hash = createHash('sha256').update(script).digest('base64')
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
