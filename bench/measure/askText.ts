import { apolloHeaders } from './apolloRequest.ts'

/** Post a GraphQL request and give the text of its answer. Throws when the status is not 200. */
export async function askText(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { accept, 'content-type': contentType } = apolloHeaders
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept, 'content-type': contentType, ...headers },
    body,
  })
  const text = await response.text()
  if (response.status !== 200)
    throw new Error(`${url}: expected the status 200, got ${response.status}: ${text.slice(0, 500)}`)
  return text
}
