import { vi } from 'vitest'
import { WebSocket } from 'ws'

// Browsers, and Node.js from version 22 on, have it.
if (!('WebSocket' in globalThis)) vi.stubGlobal('WebSocket', WebSocket)
