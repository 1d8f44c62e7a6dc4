/**
 * The headers of every answer, unless its route sets others. An answer has data of customers: nothing keeps it, no page
 * shows it in a frame, and a browser that opens it runs nothing of it and tells no other site its address.
 */
export const securityHeaders: ReadonlyMap<string, string> = new Map([
  ['cache-control', 'no-store'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
])
