import { FollowError } from '../followError.ts'
import { endOf, type GraphResult, readResult } from './graphResult.ts'
import { Interruption } from './interruption.ts'
import type { StreamRequest } from './streamRequest.ts'

/** What a request over HTTP needs. */
export type PostRequest = Pick<StreamRequest, 'url' | 'token' | 'query' | 'variables' | 'signal'>

/**
 * The answer to an operation by HTTP POST, once its headers are there. Throws an Interruption when it may be sent again,
 * and a FollowError when it was refused.
 */
export async function post(
  { url, token, query, variables, signal }: PostRequest,
  accept: string,
): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        accept,
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal,
    })
  } catch (error) {
    throw new Interruption('the server could not be reached', { cause: error })
  }
  if (response.ok) return response
  throw await refusalOf(response)
}

/** The result of a query or mutation. Throws as `post` does. */
export async function ask(request: PostRequest): Promise<GraphResult> {
  const response = await post(request, 'application/json')
  try {
    return readResult(await response.json())
  } catch (error) {
    throw new Interruption('the answer broke', { cause: error })
  }
}

async function refusalOf(response: Response): Promise<Error> {
  const { status } = response
  const text = `the server answered with ${status}`
  const errors = await response.json().then(
    (body: unknown) => readResult(body).errors,
    () => [],
  )
  if (status === 401) return new Interruption(text, { needsToken: true })
  if (errors.length > 0 && status < 500) return endOf(errors)
  const seconds = Number(response.headers.get('retry-after') ?? NaN)
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : null
  if (status >= 500 || status === 408 || status === 429) return new Interruption(text, { waitMs })
  return new FollowError(`HTTP_${status}`, text)
}
