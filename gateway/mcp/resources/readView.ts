import {
  INTERNAL_ERROR,
  INVALID_PARAMS,
  ProtocolError,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server'
import { faultLines, outcomeText } from '../text/toolResult.ts'
import type { RunTool } from '../tools/runTool.ts'
import { type CustomerView, customerUri } from './customerViews.ts'

/** Codes of what the server could not do; anything else is up to the client. */
const serverCodes = ['UNAVAILABLE', 'INTERNAL_SERVER_ERROR']

/** The text of a view of a customer. Rejects with a ProtocolError that has the codes and messages of the graph. */
export async function readView(run: RunTool, id: string, view: CustomerView): Promise<string> {
  const outcome = await run(view.tool, { customerId: id })
  if (outcome.kind === 'answered') return outcomeText(view.tool, outcome)
  const { faults } = outcome
  if (faults.some(({ code }) => code === 'NOT_FOUND')) throw new ResourceNotFoundError(customerUri(id, view))
  const isOurs = faults.some(({ code }) => serverCodes.includes(code))
  throw new ProtocolError(isOurs ? INTERNAL_ERROR : INVALID_PARAMS, faultLines(faults), { errors: faults })
}
