import { findCustomer } from './findCustomer.ts'
import { changesSince, readHistory } from './history.ts'
import { addNote, handOff, recordAction, recordMessage } from './recordings.ts'
import type { Tool } from './tool.ts'

/** All tools, in the order in which they are listed. */
export const tools: readonly Tool[] = [
  findCustomer,
  readHistory,
  changesSince,
  recordMessage,
  recordAction,
  addNote,
  handOff,
]
