import { checkCommitment, recordCommitment } from './commitments.ts'
import { findCustomer } from './findCustomer.ts'
import { getBrief } from './getBrief.ts'
import { changesSince, readHistory } from './history.ts'
import { addNote, handOff, recordAction, recordMessage } from './recordings.ts'
import { searchHistory } from './searchHistory.ts'
import type { Tool } from './tool.ts'
import { mayReply, releaseTurn, renewTurn, takeTurn } from './turns.ts'

/** All tools, in the order in which they are listed. */
export const tools: readonly Tool[] = [
  findCustomer,
  getBrief,
  readHistory,
  searchHistory,
  changesSince,
  takeTurn,
  renewTurn,
  releaseTurn,
  mayReply,
  recordMessage,
  recordAction,
  recordCommitment,
  checkCommitment,
  addNote,
  handOff,
]
