/** What the kit uses of a WebSocket: that of browsers, of Node.js since version 22, and of the package `ws`. */
export type WebSocketClass = new (
  url: string,
  protocol: string,
) => {
  readonly readyState: number
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  send(data: string): void
  close(code?: number): void
}

/** The global class, or null where there is none. */
export function globalWebSocket(): WebSocketClass | null {
  const found: unknown = Reflect.get(globalThis, 'WebSocket')
  return isWebSocketClass(found) ? found : null
}

function isWebSocketClass(value: unknown): value is WebSocketClass {
  return typeof value === 'function'
}
