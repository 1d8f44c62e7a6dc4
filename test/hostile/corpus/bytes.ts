import type { Attack, Facts, SentBytes } from './attack.ts'

const question = '{"query":"{ customers(first: 1) { nodes { id } } }"}'
const lines = (...parts: string[]) => parts.join('\r\n')
const tcp = (...parts: (string | Buffer)[]): SentBytes => ({ by: 'tcp', parts })
const head = ({ token }: Facts, ...more: string[]) =>
  lines(
    'POST /graphql HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    ...more,
  )

/** Bytes on a connection that are no request as HTTP/1.1 defines it, or that two readers could read differently. */
export const bytes: readonly Attack[] = [
  {
    name: 'a length and chunks in one request',
    sent: (facts) =>
      tcp(
        `${head(facts, 'content-length: 4', 'transfer-encoding: chunked')}\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nhost: x\r\n\r\n`,
      ),
    expected: { status: 400 },
  },
  {
    name: 'two lengths',
    sent: (facts) =>
      tcp(`${head(facts, 'content-length: 0', `content-length: ${question.length}`)}\r\n\r\n${question}`),
    expected: { status: 400 },
  },
  {
    name: 'chunks under an odd name',
    sent: (facts) => tcp(`${head(facts, 'transfer-encoding: xchunked')}\r\n\r\n0\r\n\r\n`),
    expected: { status: 400 },
  },
  {
    name: 'a blank before the colon of a header',
    sent: (facts) => tcp(`${head(facts, 'content-length : 3')}\r\n\r\nabc`),
    expected: { status: 400 },
  },
  {
    name: 'lines that end without a carriage return',
    sent: (facts) =>
      tcp(`${head(facts, `content-length: ${question.length}`)}`.replaceAll('\r\n', '\n'), `\n\n${question}`),
    expected: { status: 400 },
  },
  {
    name: 'bytes of TLS',
    sent: tcp(Buffer.from('16030100c8010000c40303', 'hex')),
    expected: { status: 400 },
  },
  { name: 'a request without a host', sent: tcp('GET /graphql HTTP/1.1\r\n\r\n'), expected: { status: 400 } },
  {
    name: 'a chunk of a negative size',
    sent: (facts) => tcp(`${head(facts, 'transfer-encoding: chunked')}\r\n\r\n-1\r\n\r\n`),
    expected: { status: 400 },
  },
  {
    name: 'CONNECT to another machine',
    sent: tcp('CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n'),
    expected: { status: [0, 400, 405] },
  },
  {
    name: 'a whole address of another machine as the path',
    sent: tcp('GET http://evil.example/graphql HTTP/1.1\r\nhost: evil.example\r\n\r\n'),
    expected: { status: [403, 404] },
  },
  {
    name: 'an upgrade to HTTP/2',
    sent: tcp(
      'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n\r\n',
    ),
    expected: { status: [0, 400, 404, 426] },
  },
  {
    name: 'an upgrade without a key',
    sent: tcp(
      'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\r\n',
    ),
    expected: { status: 400 },
  },
  {
    name: 'an upgrade at another path',
    sent: tcp(
      'GET /webhooks/chatwoot HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    ),
    expected: { status: 404 },
  },
  {
    name: 'a body that never comes',
    sent: (facts) => ({ ...tcp(`${head(facts, 'content-length: 1000')}\r\n\r\n{`), waitMs: 300 }),
    expected: { status: [0, 408] },
    waitsMs: 300,
  },
  {
    name: 'a header that never ends',
    sent: { ...tcp('POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-slow: '), waitMs: 300 },
    expected: { status: [0, 408] },
    waitsMs: 300,
  },
  {
    name: '200 requests at once whose answers nobody reads',
    finding: 'F11',
    sent: (facts) => ({
      by: 'tcp',
      parts: Array.from(
        { length: 200 },
        () => `${head(facts, `content-length: ${question.length}`)}\r\n\r\n${question}`,
      ),
    }),
    expected: { harmless: /^HTTP\/1\.1 (200|429|503)/u },
    waitsMs: 2_000,
  },
]
