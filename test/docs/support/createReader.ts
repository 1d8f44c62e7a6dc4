import { getOperationAST, OperationTypeNode, parse } from 'graphql'
import { z } from 'zod'
import { askGraph } from '../../support/askGraph.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { until } from '../../support/until.ts'
import { hasShownLines, isLikeShown } from './likeShown.ts'
import { createPlaceholders } from './placeholders.ts'
import { type Program, type Shell, startScript, startShell } from './programs.ts'

/** Where a page is read. `fixed` is that of `createPlaceholders`. */
export type Place = Shell & { url: string; fixed: Readonly<Record<string, string>> }

/** What a reader does with the text of a block. `isAnswered`: the page shows its answer as JSON. Throws when it differs. */
type Step = (text: string, isAnswered: boolean) => Promise<void>

export type Reader = { steps: Readonly<Record<string, Step>>; close(): Promise<void> }

/** A reader of one page, who does its blocks one after the other. */
export function createReader({ url, fixed, ...shell }: Place): Reader {
  const placeholders = createPlaceholders(fixed)
  const programs: Program[] = []
  const sockets: SocketClient[] = []
  let answer: unknown
  let staying: Program | undefined

  const keep = (given: unknown) => placeholders.keep((answer = given))

  async function subscribe(document: string): Promise<unknown> {
    const socket = await connectSocket(url)
    sockets.push(socket)
    socket.subscribe('1', document)
    const message = await socket.next()
    if (message.type !== 'next') throw new Error(`expected an event, got ${JSON.stringify(message)}`)
    return message.payload
  }

  async function run(program: Program, isAnswered: boolean): Promise<void> {
    programs.push(program)
    const code = await program.ended
    if (code !== 0) throw new Error(`expected it to end with 0, got ${code}: ${program.printed()}`)
    if (isAnswered) keep(JSON.parse(program.answer()))
  }

  async function expectPrinted(lines: string): Promise<void> {
    const isPrinted = () =>
      [programs.at(-1), staying].some((each) => each && hasShownLines(each.printed(), lines))
    await until('the program prints what the page shows', isPrinted, 20_000).catch((cause: unknown) => {
      const printed = programs.map((each) => each.printed()).join('\n')
      throw new Error(`expected the lines that the page shows, got ${printed}`, { cause })
    })
  }

  const script = (text: string) => startScript(placeholders.fill(text), shell)
  return {
    steps: {
      async graphql(text, isAnswered) {
        const document = placeholders.fill(text)
        const isSubscription = getOperationAST(parse(document))?.operation === OperationTypeNode.SUBSCRIPTION
        const given = await (isSubscription ? subscribe(document) : askGraph(url, document))
        if (!isAnswered) expectNoErrors(given)
        keep(given)
      },
      async json(text) {
        if (!isLikeShown(answer, JSON.parse(text)))
          throw new Error(`expected what the page shows, got ${JSON.stringify(answer, null, 2)}`)
      },
      sh: (text, isAnswered) => run(startShell(placeholders.fill(text), shell), isAnswered),
      js: (text, isAnswered) => run(script(text), isAnswered),
      async 'js stays'(text) {
        programs.push((staying = script(text)))
      },
      text: expectPrinted,
    },
    async close() {
      for (const { socket, closed } of sockets) {
        socket.close()
        await closed
      }
      await Promise.all(programs.map((each) => each.kill()))
    },
  }
}

const answerSchema = z.object({ data: z.unknown().optional(), errors: z.unknown().optional() })
const withUserErrors = z.record(z.string(), z.object({ userErrors: z.array(z.unknown()) }).nullish())

/** Throws when an answer has errors, or a mutation's user errors, that the page does not show. */
function expectNoErrors(answer: unknown): void {
  const { data, errors } = answerSchema.parse(answer)
  const payloads = withUserErrors.safeParse(data)
  const userErrors = payloads.success
    ? Object.values(payloads.data).flatMap((each) => each?.userErrors ?? [])
    : []
  if (errors !== undefined || userErrors.length > 0)
    throw new Error(`expected no errors, got ${JSON.stringify(errors ?? userErrors)}`)
}
