import type { CustomerInput } from './customerInput.ts'
import { timeFaults, idFaults, nameFaults } from './inputFaults.ts'
import type { EntryKeys } from '../log/recordedFirst.ts'
import { keyScopeOf, reservedSourceFaults } from '../log/keyScope.ts'
import type { Actor, ActorKind, Channel, NewInteraction, Source } from '../interaction.ts'
import { type Matter, matterFaults, toMatter } from '../matter.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { mayReadDepartment } from '../visibility/visibility.ts'
import { type UserError, userError } from './userError.ts'

export type ActorInput = {
  kind: ActorKind
  externalId?: string | null
  name?: string | null
  model?: string | null
  version?: string | null
  briefId?: string | null
}

export type SourceInput = { system: string; externalId: string; version?: number | null }

/** The members that inputs of recording mutations share; each input has those that its SDL gives it. */
export type RecordingInput = {
  customer?: CustomerInput
  actor?: ActorInput | null
  channel?: Channel | null
  inbox?: string | null
  department?: string | null
  conversationId?: string | null
  matter?: Matter | null
  occurredAt?: Date | null
  occurredAtCorrected?: boolean
  editedAt?: Date | null
  idempotencyKey?: string | null
  source?: SourceInput | null
}

/** The faults of the members that recording inputs share. It does not check whether ids exist. */
export function recordingFaults(input: RecordingInput, now: Date, by: Principal): UserError[] {
  return [
    ...(input.actor ? actorFaults('actor', input.actor) : []),
    ...nameFaults('inbox', input.inbox),
    ...nameFaults('department', input.department),
    ...departmentFaults('department', input.department, by),
    ...idFaults('conversationId', 'cnv', input.conversationId),
    ...matterFaults('matter', input.matter),
    ...timeFaults('occurredAt', input.occurredAt, now),
    ...timeFaults('editedAt', input.editedAt, now),
    ...nameFaults('idempotencyKey', input.idempotencyKey),
    ...sourceFaults(input.source),
    ...reservedSourceFaults(input.source, by),
  ]
}

/** INVALID_VALUE when a caller with departments of its own gives another one. */
export function departmentFaults(
  field: string | string[],
  department: string | null | undefined,
  by: Principal,
): UserError[] {
  if (mayReadDepartment(by, department)) return []
  const name = typeof field === 'string' ? field : field.join('.')
  const own = (by.rows.departments ?? []).map((each) => `"${each}"`).join(', ')
  const got = JSON.stringify(department?.slice(0, 80))
  const message = `${name}: expected one of your departments (${own || 'you have none'}), got ${got}`
  return [userError('INVALID_VALUE', field, message)]
}

export function actorFaults(field: string, actor: ActorInput): UserError[] {
  return [
    ...nameFaults([field, 'externalId'], actor.externalId),
    ...nameFaults([field, 'name'], actor.name),
    ...provenance.flatMap((member) => provenanceFaults([field, member], actor.kind, actor[member])),
  ]
}

/** What is known of an AI agent beyond its name: what it ran on, and what it was given. */
const provenance = ['model', 'version', 'briefId'] as const

function provenanceFaults(field: string[], kind: ActorKind, value: string | null | undefined): UserError[] {
  if (kind === 'AI' || value === null || value === undefined) return nameFaults(field, value)
  const message = `${field.join('.')}: expected none for ${kind}, got one; only AI has it`
  return [userError('INVALID_VALUE', field, message)]
}

export function sourceFaults(source: SourceInput | null | undefined): UserError[] {
  return [
    ...nameFaults(['source', 'system'], source?.system, 64),
    ...nameFaults(['source', 'externalId'], source?.externalId),
  ]
}

export function toActor({ kind, externalId, name, model, version, briefId }: ActorInput): Actor {
  return {
    kind,
    id: externalId ?? null,
    name: name ?? null,
    ...(model && { model }),
    ...(version && { version }),
    ...(briefId && { briefId }),
  }
}

function toSource(source: SourceInput | null | undefined): Source | null {
  return source
    ? { system: source.system, externalId: source.externalId, version: source.version ?? null }
    : null
}

/** The keys by which a recording of this caller is found again. */
export function recordedKeys(input: RecordingInput, by: Principal): EntryKeys {
  return {
    keyScope: keyScopeOf(by),
    source: toSource(input.source),
    idempotencyKey: input.idempotencyKey ?? null,
  }
}

/** The members of an interaction that come from the members that recording inputs share. The default actor is SYSTEM. */
export function recordedFields(
  input: RecordingInput,
  now: Date,
  by: Principal,
): Pick<
  NewInteraction,
  | 'occurredAt'
  | 'occurredAtCorrected'
  | 'actor'
  | 'channel'
  | 'inbox'
  | 'department'
  | 'conversationId'
  | 'matter'
  | 'keyScope'
  | 'source'
  | 'idempotencyKey'
  | 'content'
  | 'formerContent'
> {
  const matter = toMatter(input.matter)
  return {
    occurredAt: input.occurredAt ?? now,
    ...(input.occurredAtCorrected && { occurredAtCorrected: true }),
    actor: toActor(input.actor ?? { kind: 'SYSTEM' }),
    channel: input.channel ?? null,
    inbox: input.inbox ?? null,
    department: input.department ?? null,
    conversationId: input.conversationId ?? null,
    ...(matter !== undefined && { matter }),
    ...recordedKeys(input, by),
    ...contentsOf(input),
  }
}

/**
 * The content of an input, without the key and version that a retry repeats; nulls count as left out. Fingerprints are
 * stored, so it keeps the names of the first version of the schema. In that version a customer had an `identifier`
 * beside `identifiers`, so the content of one identifier has two forms.
 */
function contentsOf({
  idempotencyKey: _key,
  source,
  actor,
  customer,
  occurredAtCorrected,
  ...rest
}: RecordingInput): Pick<NewInteraction, 'content' | 'formerContent'> {
  const given = {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)),
    ...(occurredAtCorrected && { occurredAtCorrected }),
    ...(actor && { actor: withStoredName(actor) }),
    ...(source && { source: { system: source.system, externalId: source.externalId } }),
  }
  if (!customer) return { content: given }
  const { identifiers, ...others } = customer
  const [identifier, ...more] = identifiers ?? []
  return {
    content: { ...given, customer },
    ...(identifier &&
      more.length === 0 && { formerContent: { ...given, customer: { ...others, identifier } } }),
  }
}

/** An actor or assignee of an input with the name under which its foreign id is stored. */
export function withStoredName<Reference extends { externalId?: string | null }>({
  externalId,
  ...rest
}: Reference) {
  return { ...rest, ...(externalId !== undefined && { id: externalId }) }
}
