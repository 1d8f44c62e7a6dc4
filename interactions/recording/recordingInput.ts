import type { CustomerInput } from './identityClient.ts'
import { futureFaults, idFaults, nameFaults } from './inputFaults.ts'
import type { EntryKeys } from '../interactionLog.ts'
import { keyScopeOf, reservedSourceFaults } from '../keyScope.ts'
import type { Actor, ActorKind, Channel, NewInteraction, Source } from '../interaction.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { UserError } from './userError.ts'

/** ActorInput of the schema. */
export type ActorInput = { kind: ActorKind; id?: string | null; name?: string | null }

/** SourceInput of the schema. */
export type SourceInput = { system: string; externalId: string; version?: number | null }

/** What inputs of recording mutations have in common; each has the members that its SDL gives it. */
export type RecordingInput = {
  customer?: CustomerInput
  actor?: ActorInput | null
  channel?: Channel | null
  inbox?: string | null
  department?: string | null
  conversationId?: string | null
  occurredAt?: Date | null
  idempotencyKey?: string | null
  source?: SourceInput | null
}

/** What is wrong with the members that recording inputs of this caller have in common. Whether ids exist is not looked at. */
export function recordingFaults(input: RecordingInput, now: Date, by: Principal): UserError[] {
  return [
    ...(input.actor ? actorFaults('actor', input.actor) : []),
    ...nameFaults('inbox', input.inbox),
    ...nameFaults('department', input.department),
    ...idFaults('conversationId', 'cnv', input.conversationId),
    ...futureFaults('occurredAt', input.occurredAt, now),
    ...nameFaults('idempotencyKey', input.idempotencyKey),
    ...sourceFaults(input.source),
    ...reservedSourceFaults(input.source, by),
  ]
}

export function actorFaults(field: string, actor: ActorInput): UserError[] {
  return [...nameFaults([field, 'id'], actor.id), ...nameFaults([field, 'name'], actor.name)]
}

function sourceFaults(source: SourceInput | null | undefined): UserError[] {
  return [
    ...nameFaults(['source', 'system'], source?.system, 64),
    ...nameFaults(['source', 'externalId'], source?.externalId),
  ]
}

export function toActor({ kind, id, name }: ActorInput): Actor {
  return { kind, id: id ?? null, name: name ?? null }
}

function toSource(source: SourceInput | null | undefined): Source | null {
  return source
    ? { system: source.system, externalId: source.externalId, version: source.version ?? null }
    : null
}

/** What identifies what this caller records. */
export function recordedKeys(input: RecordingInput, by: Principal): EntryKeys {
  return {
    keyScope: keyScopeOf(by),
    source: toSource(input.source),
    idempotencyKey: input.idempotencyKey ?? null,
  }
}

/** The members of an interaction that come from what recording inputs have in common. Who acted is SYSTEM by default. */
export function recordedFields(
  input: RecordingInput,
  now: Date,
  by: Principal,
): Pick<
  NewInteraction,
  | 'occurredAt'
  | 'actor'
  | 'channel'
  | 'inbox'
  | 'department'
  | 'conversationId'
  | 'keyScope'
  | 'source'
  | 'idempotencyKey'
  | 'content'
> {
  return {
    occurredAt: input.occurredAt ?? now,
    actor: toActor(input.actor ?? { kind: 'SYSTEM' }),
    channel: input.channel ?? null,
    inbox: input.inbox ?? null,
    department: input.department ?? null,
    conversationId: input.conversationId ?? null,
    ...recordedKeys(input, by),
    content: contentOf(input),
  }
}

/** What the caller said, without the key and version by which he repeats it: nulls count as left out. */
function contentOf({ idempotencyKey: _key, source, ...said }: RecordingInput): object {
  const given = Object.entries(said).filter(([, value]) => value !== null && value !== undefined)
  return {
    ...Object.fromEntries(given),
    ...(source && { source: { system: source.system, externalId: source.externalId } }),
  }
}
