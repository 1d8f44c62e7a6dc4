import type { ClientSession, Connection } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { IdentifierKey } from '../identifier/identifier.ts'
import { type IdentifierCorrectionDocument, identifierCorrectionModel } from './identifierCorrectionModel.ts'

/** A correction of an identifier by a person. */
export type IdentifierCorrection = {
  undoToken: string
  kind: 'REMOVED' | 'MOVED'
  identifier: IdentifierKey
  reason: string | null
  correctedAt: Date
  undoneAt: Date | null
  /** The profile that has it since then, and whether it had claimed it before. */
  heldBy: string | null
  hadClaimed: boolean
  parts: string[]
}

/** The corrections of identifiers. */
export type IdentifierCorrectionStore = {
  find(undoToken: string, session?: ClientSession): Promise<IdentifierCorrection | null>
  add(correction: IdentifierCorrection & { by: Principal }, session: ClientSession): Promise<void>
  markUndone(
    undoToken: string,
    undone: { reason: string | null; by: Principal; at: Date },
    session: ClientSession,
  ): Promise<void>
}

function toCorrection(document: IdentifierCorrectionDocument): IdentifierCorrection {
  const {
    _id: undoToken,
    kind,
    type,
    value,
    reason,
    at: correctedAt,
    heldBy,
    hadClaimed,
    parts,
    undone,
  } = document
  const undoneAt = undone?.at ?? null
  return {
    undoToken,
    kind,
    identifier: { type, value },
    reason,
    correctedAt,
    undoneAt,
    heldBy,
    hadClaimed,
    parts,
  }
}

export function createIdentifierCorrectionStore(connection: Connection): IdentifierCorrectionStore {
  const model = identifierCorrectionModel(connection)
  return {
    async find(undoToken, session) {
      const found = await model
        .findById(undoToken)
        .session(session ?? null)
        .lean()
      return found && toCorrection(found)
    },

    async add({ undoToken, kind, identifier, reason, correctedAt, heldBy, hadClaimed, parts, by }, session) {
      const { type, value } = identifier
      const correction = {
        ...{ _id: undoToken, kind, type, value, reason, at: correctedAt, heldBy, hadClaimed, parts },
        by: { kind: by.kind, id: by.id },
      }
      await model.create([correction], { session })
    },

    async markUndone(undoToken, { reason, by, at }, session) {
      const undone = { reason, by: { kind: by.kind, id: by.id }, at }
      await model.updateOne({ _id: undoToken }, { $set: { undone } }, { session })
    },
  }
}
