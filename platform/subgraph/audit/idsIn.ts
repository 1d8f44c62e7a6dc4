import { isObject } from '../../lang/isObject.ts'

type NamedIds = { customerIds: Set<string>; objectIds: Set<string> }

const maximumIds = 1_000
const maximumDepth = 6

const idForm = /^(?:cus|pro|int|cnv|evt|key|brf)_[\w-]{36}$/u
/** Members that hold the ids of what is named. */
const idMembers = /^(?:id|customerId|profileId|interactionId|messageId|conversationId|\w+Id|ids|\w+Ids)$/u
/** Members with contents, and those that name other profiles of the same customer. */
const skipped = new Set(['body', 'profiles', 'profileIds', 'steps', 'resolution', 'positions'])

/**
 * The customers and the other objects that values name by their ids, at most 1,000 of each, each once. A profile's id is
 * the id of a customer that it is or was. Contents of interactions are not read.
 */
export function idsIn(...values: unknown[]): { customerIds: string[]; objectIds: string[] } {
  const found: NamedIds = { customerIds: new Set(), objectIds: new Set() }
  for (const value of values) collectIds(value, found)
  return { customerIds: [...found.customerIds], objectIds: [...found.objectIds] }
}

function collectIds(value: unknown, found: NamedIds, depth = 0): void {
  if (depth > maximumDepth) return
  if (Array.isArray(value)) {
    for (const item of value) collectIds(item, found, depth + 1)
    return
  }
  if (!isObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') {
      if (idMembers.test(name)) addId(member, found)
    } else if (member !== null && typeof member === 'object' && !skipped.has(name)) {
      if (Array.isArray(member) && typeof member[0] === 'string' && idMembers.test(name))
        for (const item of member) addId(item, found)
      else collectIds(member, found, depth + 1)
    }
  }
}

function addId(text: unknown, { customerIds, objectIds }: NamedIds): void {
  if (typeof text !== 'string' || !idForm.test(text)) return
  // A profile is stored under the id of the customer that it is by itself.
  const id = text.replace(/^pro_/u, 'cus_')
  const ids = id.startsWith('cus_') ? customerIds : objectIds
  if (ids.size < maximumIds) ids.add(id)
}
