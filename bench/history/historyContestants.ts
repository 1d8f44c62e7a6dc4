import { nodeOptionsOfElo } from '../measure/forkModule.ts'
import { hiveGateway } from './hiveGateway.ts'
import { type Server, startServer, startServerModule } from '../measure/startServer.ts'

/** What answers the history page: one process, or a gateway with its subgraphs. */
export type HistoryContestant = { name: string; start: (mongodbUri: string) => Promise<Started> }
export type Started = Pick<Server, 'url' | 'cpuMs' | 'stop'> & {
  /** What each request must have beside the headers of Apollo Client. */
  headers?: Record<string, string>
}

export const eloInOneProcess = 'Elo, one process'
export const eloSignedIn = 'Elo, one process, signed in'
export const eloOverHttp = 'Elo, gateway over HTTP'

/** All contestants. Each gateway has a process with the same subgraphs, which remembers nothing of what others asked. */
export function historyContestants({ withHive, profiling }: { withHive: boolean; profiling: string[] }): {
  inOneProcess: HistoryContestant[]
  overHttp: HistoryContestant[]
} {
  // The gateways of others run as documented, without Elo's options of Node.
  return {
    inOneProcess: [
      { name: eloInOneProcess, start: inOneProcess('elo', profiling) },
      { name: 'hand-written resolver', start: inOneProcess('handWritten', []) },
    ],
    overHttp: [
      {
        name: eloOverHttp,
        start: overHttp((settings) => startServer('eloGateway', settings, nodeOptionsOfElo)),
      },
      {
        name: 'stock Apollo Gateway, HTTP',
        start: overHttp((settings) => startServer('stockGateway', settings, [])),
      },
      ...(withHive
        ? [
            {
              name: 'Hive Gateway, HTTP',
              start: overHttp((settings) => startServerModule(hiveGateway, settings, ['--no-warnings'])),
            },
          ]
        : []),
    ],
  }
}

/** Elo without sign-in, and the same with everything that protects it, whose callers sign in by a token. */
export function signInContestants(profiling: string[]): HistoryContestant[] {
  const startSignedIn = inOneProcess('eloSignedIn', profiling)
  return [
    { name: eloInOneProcess, start: inOneProcess('elo', profiling) },
    {
      name: eloSignedIn,
      async start(mongodbUri) {
        const server = await startSignedIn(mongodbUri)
        return { ...server, headers: { authorization: `Bearer ${server.others['token']}` } }
      },
    },
  ]
}

function inOneProcess(name: string, nodeOptions: string[]): (mongodbUri: string) => Promise<Server> {
  return (mongodbUri) =>
    startServer(name, { mongodbUri, subgraphs: {} }, [...nodeOptionsOfElo, ...nodeOptions])
}

type StartGateway = (settings: Parameters<typeof startServer>[1]) => Promise<Server>

function overHttp(startGateway: StartGateway): HistoryContestant['start'] {
  return async (mongodbUri) => {
    const subgraphs = await startServer('subgraphs', { mongodbUri, subgraphs: {} })
    const gateway = await startGateway({ mongodbUri, subgraphs: subgraphs.others })
    return {
      url: gateway.url,
      cpuMs: async () => (await gateway.cpuMs()) + (await subgraphs.cpuMs()),
      stop: async () => {
        await gateway.stop()
        await subgraphs.stop()
      },
    }
  }
}
