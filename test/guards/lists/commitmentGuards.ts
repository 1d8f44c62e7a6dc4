import type { Guard } from '../guard.ts'

export const commitmentGuards: readonly Guard[] = [
  {
    name: 'commitment-one-wins',
    stops: 'Several who promise at once for one customer are all recorded',
    file: 'subgraphs/actions/commitment/commitmentWriter.ts',
    find: 'await store.lock(profileIds, session)',
    replaceWith: '',
    tests: ['test/subgraphs/actions/commitment/concurrentPromises.test.ts'],
  },
  {
    name: 'commitment-approval',
    stops: 'A bot approves what is beyond a limit',
    file: 'subgraphs/actions/commitment/approval.ts',
    find: 'if (!people.has(by.kind))',
    replaceWith: "if (by.id === '')",
    tests: ['test/subgraphs/actions/commitment/limits.test.ts'],
  },
  {
    name: 'commitment-own-approval',
    stops: 'A person approves their own promise',
    file: 'subgraphs/actions/commitment/approval.ts',
    find: "actor.kind !== 'HUMAN' || actor.externalId !== externalId",
    replaceWith: "externalId !== ''",
    tests: ['test/subgraphs/actions/commitment/limits.test.ts'],
  },
  {
    name: 'commitment-program',
    stops: 'A bot has the limits of a person because it names one',
    file: 'subgraphs/actions/commitment/commitmentLimits.ts',
    find: "if (by.kind === 'BOT') return 'AI'",
    replaceWith: '',
    tests: ['test/subgraphs/actions/commitment/limits.test.ts'],
  },
  {
    name: 'commitment-hidden',
    stops: 'A contradiction shows a promise that the caller may not see',
    file: 'subgraphs/actions/commitment/commitmentStore.ts',
    find: '$and: [{}, ...readableConditions(principal)]',
    replaceWith: '$and: [{}]',
    tests: ['test/subgraphs/actions/commitment/callers.test.ts'],
  },
  {
    name: 'commitment-hidden-replaced',
    stops: 'A caller replaces a promise that it may not see',
    file: 'subgraphs/actions/commitment/commitmentStore.ts',
    find: "$and: [{ kind: 'COMMITMENT' as const }, ...readableConditions(principal)]",
    replaceWith: "$and: [{ kind: 'COMMITMENT' as const }]",
    tests: ['test/subgraphs/actions/commitment/callers.test.ts'],
  },
]
