import type { Guard } from '../guard.ts'

const group = 'subgraphs/history/feed/group'
const tests = [`test/${group}/consumerGroup.test.ts`] as const

/** Of consumer groups: whose they are, and who may acknowledge. */
export const consumerGroupGuards: readonly Guard[] = [
  {
    name: 'group-caller-join',
    stops: 'A caller joins the consumer group of another one, and takes its interactions',
    file: `${group}/feedGroupRequests.ts`,
    find: 'const keyScope = keyScopeOf(request.principal)',
    replaceWith: "const keyScope = request.principal.kind + ':'",
    tests,
  },
  {
    name: 'group-caller-delete',
    stops: 'A caller deletes the consumer group of another one',
    file: `${group}/groupStore.ts`,
    find: 'groups.findOneAndDelete({ keyScope, name }, { session })',
    replaceWith: 'groups.findOneAndDelete({ name }, { session })',
    tests,
  },
  {
    name: 'group-caller-list',
    stops: 'A caller sees the consumer groups of others',
    file: `${group}/groupStore.ts`,
    find: '.find({ keyScope }, { maxTimeMS })',
    replaceWith: '.find({}, { maxTimeMS })',
    tests,
  },
  {
    name: 'group-rights',
    stops: 'A member sees by the rights of another member, because the rights of connected members differ',
    file: `${group}/membershipStore.ts`,
    find: 'if (others.length > 0 && found.rights !== rights)',
    replaceWith: 'if (!found.rights)',
    tests,
  },
  {
    name: 'group-shown',
    stops: 'A member is shown an interaction that its caller may no longer read',
    file: `${group}/claimStore.ts`,
    find: 'const shown = isNew ? decide({ change, interaction }) : null',
    replaceWith: "const shown = isNew ? ('INTERACTION' as const) : null",
    tests,
  },
  {
    name: 'group-fence-session',
    stops: 'An acknowledgement of a session that has ended is accepted, although others were given the same',
    file: `${group}/membershipStore.ts`,
    find: 'if (!found) return false',
    replaceWith: '',
    tests,
  },
  {
    name: 'group-fence-member',
    stops: 'A member acknowledges what was given to another one',
    file: `${group}/membershipStore.ts`,
    find: '{ _id: id, group, member, given: { $gte: place } }',
    replaceWith: '{ _id: id, group, given: { $gte: place } }',
    tests,
  },
  {
    name: 'group-fence-place',
    stops: 'A member acknowledges what it was not given yet',
    file: `${group}/membershipStore.ts`,
    find: 'given: { $gte: place }',
    replaceWith: '...{}',
    tests,
  },
  {
    name: 'group-fence-dispatch',
    stops: 'A process that has lost the lease of the dispatcher moves the place of the group',
    file: `${group}/dispatch/dispatchStore.ts`,
    find: "{ _id: group, 'dispatcher.session': id }",
    replaceWith: '{ _id: group }',
    tests: [`test/${group}/groupFences.test.ts`],
  },
  {
    name: 'group-fence-claim',
    stops: 'A session whose last claim has no answer goes on, and acknowledges what it was never shown',
    file: `${group}/claimStore.ts`,
    find: 'if (member?.given !== givenBefore) return null',
    replaceWith: 'if (!member) return null',
    tests: [`test/${group}/groupFences.test.ts`],
  },
]
