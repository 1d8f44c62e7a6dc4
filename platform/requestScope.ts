/**
 * The identity of one request. What is made per request (loaders) hangs on it by a WeakMap. In one process all rooms
 * serve a request in the same scope, so that what one has loaded the others need not load again.
 */
export type RequestScope = { readonly isRequestScope: true }

export function createRequestScope(): RequestScope {
  return { isRequestScope: true }
}
