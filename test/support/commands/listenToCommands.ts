import Module from 'node:module'
import type { Connection, ConnectOptions } from 'mongoose'

type Listener = (command: string, body: Record<string, unknown>) => void

const listeners = Symbol.for('elo.test.commandListeners')

/**
 * Call a listener for every command that this process sends over connections of mongoose that are opened from now on,
 * when it is sent. All connections of Elo are such. Call it before mongoose is loaded: it is not loaded here, because
 * many tests do not need it. Gives the function that ends it.
 */
export function listenToCommands(listener: Listener): () => void {
  const all = installed()
  all.add(listener)
  return () => void all.delete(listener)
}

/** The listeners of this process, which outlive the modules of one test file. */
function installed(): Set<Listener> {
  const present: unknown = Reflect.get(globalThis, listeners)
  if (isListeners(present)) return present
  const all = new Set<Listener>()
  Reflect.set(globalThis, listeners, all)
  const load = loaderOf(Module.prototype)
  function loadAndMonitor(this: Module, id: string): unknown {
    const loaded: unknown = Reflect.apply(load, this, [id])
    if (id === './lib/' && this.filename.endsWith('/mongoose/index.js')) monitor(loaded, all)
    return loaded
  }
  Reflect.set(Module.prototype, 'require', loadAndMonitor)
  return all
}

/** Make every connection that mongoose opens call the listeners. */
function monitor(mongoose: unknown, all: ReadonlySet<Listener>): void {
  if (!hasConnections(mongoose)) throw new Error('expected mongoose to have createConnection')
  const create = mongoose.createConnection.bind(mongoose)
  mongoose.createConnection = (uri, options) => {
    const connection = create(uri, { ...options, monitorCommands: true })
    // The caller reports a connection that cannot be opened.
    void connection.asPromise().then(
      (open) =>
        open.getClient().on('commandStarted', ({ commandName, command }) => {
          for (const each of all) each(commandName, command)
        }),
      () => undefined,
    )
    return connection
  }
}

type Load = (this: unknown, id: string) => unknown

function loaderOf({ require: load }: { require: unknown }): Load {
  if (!isLoad(load)) throw new Error('expected Node.js to load modules of CommonJS by require')
  return load
}

function isLoad(load: unknown): load is Load {
  return typeof load === 'function'
}

type Connecting = { createConnection: (uri: string, options?: ConnectOptions) => Connection }

function hasConnections(loaded: unknown): loaded is Connecting {
  return typeof loaded === 'object' && loaded !== null && 'createConnection' in loaded
}

function isListeners(value: unknown): value is Set<Listener> {
  return value instanceof Set
}
