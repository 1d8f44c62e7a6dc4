import { gzipSync } from 'node:zlib'
import type { Attack, Expected, SentRequest } from './attack.ts'

const json = { 'content-type': 'application/json' }
/** What a client of the Model Context Protocol sends. */
const mcp = { ...json, accept: 'application/json, text/event-stream' }
const toolsList = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'
const question = '{"query":"{ customers(first: 1) { nodes { id } } }"}'
const change = '{"query":"mutation { tagCustomer(input: {}) { userErrors { code } } }"}'
const asUrl = (query: string) => `/graphql?query=${encodeURIComponent(query)}`
const http = (more: Omit<SentRequest, 'by'>): SentRequest => ({ by: 'http', ...more })
const post = (body: string | Buffer, headers: Record<string, string> = {}): SentRequest =>
  http({ method: 'POST', headers: { ...json, ...headers }, body })
const ofType = (type: string, body = question): SentRequest =>
  http({ method: 'POST', headers: { 'content-type': type }, body })

const badRequest: Expected = { refused: 'BAD_REQUEST' }
const forbidden: Expected = { refused: 'FORBIDDEN' }
const absent: Expected = { status: 404 }

/** Forms and links that a page of another site can send without a preflight request. */
const foreignPages: readonly Attack[] = [
  { name: 'a form of text/plain', sent: ofType('text/plain', change), expected: { status: 415 } },
  {
    name: 'a form of application/x-www-form-urlencoded',
    sent: ofType('application/x-www-form-urlencoded', `query=${encodeURIComponent('{ __typename }')}`),
    expected: { status: 415 },
  },
  {
    name: 'a form of multipart/form-data',
    sent: ofType(
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
    ),
    expected: { status: 415 },
  },
  {
    name: 'a form without a content type',
    sent: http({ method: 'POST', body: question }),
    expected: { status: 415 },
  },
  {
    name: 'two content types in one header',
    sent: ofType('text/plain, application/json'),
    expected: { status: 415 },
  },
  {
    name: 'application/json as a parameter',
    sent: ofType('text/plain;application/json'),
    expected: { status: 415 },
  },
  {
    name: 'an image whose address is a query',
    sent: http({ path: asUrl('{ __typename }'), headers: { 'sec-fetch-site': 'cross-site' } }),
    expected: { status: 403 },
  },
  {
    name: 'a link with a change, and the header of Apollo',
    sent: http({
      path: asUrl('mutation { tagCustomer(input: {}) { userErrors { code } } }'),
      headers: { 'apollo-require-preflight': '1' },
    }),
    expected: { refused: ['BAD_REQUEST', 'GRAPHQL_VALIDATION_FAILED'] },
  },
  {
    name: 'the origin of another site',
    sent: post(question, { origin: 'https://evil.example' }),
    expected: forbidden,
  },
  { name: 'the origin null', sent: post(question, { origin: 'null' }), expected: forbidden },
  {
    name: 'a name that was bound to our address',
    finding: 'F19',
    sent: post(question, { host: 'evil.example', origin: 'http://evil.example' }),
    expected: forbidden,
  },
  {
    name: 'a forwarded host',
    finding: 'F19',
    sent: post(question, { 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' }),
    expected: forbidden,
  },
  {
    name: 'a host that begins like ours',
    finding: 'F19',
    sent: post(question, { host: '127.0.0.1.evil.example' }),
    expected: forbidden,
  },
  {
    name: 'a preflight request of another site',
    sent: http({
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    }),
    expected: { status: 204 },
  },
]

/** Bodies that are large, packed, of another form, or that lie about themselves. */
const bodies: readonly Attack[] = [
  {
    name: 'a list of 1,000 operations',
    sent: post(`[${Array.from({ length: 1_000 }, () => question).join(',')}]`),
    expected: badRequest,
  },
  { name: 'a body that is no JSON', sent: post('{"query":'), expected: badRequest },
  { name: 'a body that is a text', sent: post('"{ __typename }"'), expected: badRequest },
  { name: 'no body', sent: post(''), expected: badRequest },
  { name: 'a query that is an object', sent: post('{"query":{"$gt":""}}'), expected: badRequest },
  {
    name: 'variables that are a list',
    sent: post('{"query":"{ __typename }","variables":[1]}'),
    expected: badRequest,
  },
  {
    name: 'a member of JSON twice',
    sent: post('{"query":"{ nothing }","query":"{ __typename }"}'),
    expected: { harmless: /"__typename":"Query"/u },
  },
  {
    name: '__proto__ as a member of the body',
    sent: post('{"__proto__":{"query":"{ __typename }"}}'),
    expected: badRequest,
  },
  {
    name: 'JSON nested 200,000 deep',
    sent: post(`${'['.repeat(200_000)}${']'.repeat(200_000)}`),
    expected: badRequest,
  },
  {
    name: 'a body of 6 MB',
    sent: post(`{"query":"{ __typename } #${'x'.repeat(6_000_000)}"}`),
    expected: { status: 413 },
  },
  {
    name: 'a packed body that becomes 100 MB',
    sent: post(gzipSync(Buffer.alloc(100_000_000, 32)), { 'content-encoding': 'gzip' }),
    expected: { status: 413 },
    waitsMs: 200,
  },
  {
    name: 'a body packed twice',
    sent: post(gzipSync(gzipSync(question)), { 'content-encoding': 'gzip, gzip' }),
    expected: { status: 415 },
  },
  {
    name: 'a body that is packed as it does not say',
    sent: post(question, { 'content-encoding': 'gzip' }),
    expected: { status: 400 },
  },
  { name: 'another packing', sent: post(question, { 'content-encoding': 'br' }), expected: { status: 415 } },
  { name: 'an unknown charset', sent: ofType('application/json; charset=utf-7'), expected: { status: 415 } },
  {
    name: 'bytes that are not UTF-8',
    finding: 'F25',
    sent: post(
      Buffer.from([...Buffer.from('{"query":"{ __typename #'), 0xff, 0xfe, ...Buffer.from('\\n}"}')]),
    ),
    expected: { status: 400 },
  },
  {
    name: 'a hash that is not that of the query',
    sent: post(
      JSON.stringify({
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
      }),
    ),
    expected: badRequest,
  },
  {
    name: 'a hash that is an object',
    sent: post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":{"$ne":1}}}}'),
    expected: badRequest,
  },
  {
    name: 'a hash that every object has',
    sent: post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"__proto__"}}}'),
    expected: { refused: 'PERSISTED_QUERY_NOT_FOUND' },
  },
]

/** Addresses of exports. */
const exports: readonly Attack[] = [
  {
    name: 'an export without sign-in',
    sent: http({ path: '/export/customers/cus_0197a0a0-0000-7000-8000-000000000000', isAnonymous: true }),
    expected: { refused: 'UNAUTHENTICATED' },
  },
  ...['%', '', '..%2f..%2fgraphql', '%00', 'cus_%0d%0aset-cookie:a', '{"$ne":1}', 'x'.repeat(10_000)].map(
    (id): Attack => ({
      name: `an export of ${JSON.stringify(id.slice(0, 30))}`,
      sent: http({ path: `/export/customers/${id}` }),
      expected: { refused: 'BAD_USER_INPUT' },
    }),
  ),
  {
    name: 'an export in the format __proto__',
    sent: http({ path: '/export/customers/cus_0197a0a0-0000-7000-8000-000000000000?format=__proto__' }),
    expected: { refused: 'BAD_USER_INPUT' },
  },
  {
    name: 'an export of a page of another site',
    sent: http({ path: '/export/customers/x', headers: { origin: 'https://evil.example' } }),
    expected: forbidden,
  },
]

/** Other methods and paths, and headers that a caller could try. */
const others: readonly Attack[] = [
  { name: 'TRACE', sent: http({ method: 'TRACE' }), expected: { status: 405 } },
  { name: 'PUT', sent: http({ method: 'PUT', headers: json, body: question }), expected: { status: 405 } },
  { name: 'DELETE', sent: http({ method: 'DELETE' }), expected: { status: 405 } },
  {
    name: 'another method in a header',
    sent: post(question, { 'x-http-method-override': 'DELETE' }),
    expected: { harmless: /"nodes":/u },
  },
  {
    name: 'no type that Elo can answer',
    sent: post(question, { accept: 'text/html' }),
    expected: { status: 406 },
  },
  { name: 'a path with an escaped slash', sent: http({ path: '/graphql%2f..%2fhealthz' }), expected: absent },
  { name: 'a path upwards', sent: http({ path: '/graphql/../../etc/passwd' }), expected: absent },
  { name: 'a path with NUL', sent: http({ path: '/graphql%00' }), expected: absent },
  { name: 'a path with two slashes', sent: http({ path: '//evil.example/graphql' }), expected: absent },
  {
    name: 'tools without sign-in',
    sent: http({ method: 'POST', path: '/mcp', headers: mcp, body: toolsList, isAnonymous: true }),
    expected: { status: 401 },
  },
  {
    name: 'tools for a page of another origin',
    sent: http({
      method: 'POST',
      path: '/mcp',
      headers: { ...mcp, origin: 'https://evil.example' },
      body: toolsList,
    }),
    expected: { status: 403 },
  },
  {
    name: '5,000 calls of tools in one body',
    sent: http({
      method: 'POST',
      path: '/mcp',
      headers: mcp,
      body: `[${Array.from({ length: 5_000 }, () => toolsList).join(',')}]`,
    }),
    expected: { status: 400 },
  },
  {
    name: 'a call of tools nested 100,000 deep',
    sent: http({ method: 'POST', path: '/mcp', headers: mcp, body: '['.repeat(100_000) }),
    expected: { status: 400 },
  },
  { name: '/.env', sent: http({ path: '/.env' }), expected: absent },
  {
    name: '/metrics through a proxy',
    sent: http({ path: '/metrics', isAnonymous: true, headers: { 'x-forwarded-for': '203.0.113.1' } }),
    expected: { status: 401 },
  },
  {
    name: 'a probe with a body',
    sent: http({ method: 'POST', path: '/healthz', body: question }),
    expected: { status: 405 },
  },
  {
    name: 'the probes without sign-in',
    sent: http({ path: '/healthz', isAnonymous: true }),
    expected: { harmless: /^(?!.*mongodb).*$/su },
  },
  {
    name: 'headers of 40 KB',
    sent: post(question, { 'x-padding': 'x'.repeat(40_000) }),
    expected: { status: 431 },
  },
  {
    name: '2,000 headers',
    sent: http({ headers: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`x-${n}`, '1'])) }),
    expected: { status: [400, 431] },
  },
  {
    name: 'the principal of an admin in a header',
    sent: http({
      method: 'POST',
      isAnonymous: true,
      headers: {
        ...json,
        'elo-principal': Buffer.from(
          '{"kind":"ADMIN","id":"x","scopes":["customers:read"],"rows":{"departments":null,"customers":{"which":"ALL"}}}',
        ).toString('base64url'),
      },
      body: question,
    }),
    expected: { refused: 'UNAUTHENTICATED' },
  },
  {
    name: 'the address of a proxy',
    sent: http({
      method: 'POST',
      isAnonymous: true,
      headers: { ...json, 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' },
      body: question,
    }),
    expected: { refused: 'UNAUTHENTICATED' },
  },
  { name: 'a redirect to another site', sent: http({ path: '//evil.example' }), expected: absent },
]

/** Requests over HTTP that are no operation as a client sends it. */
export const requests: readonly Attack[] = [...foreignPages, ...bodies, ...exports, ...others]
