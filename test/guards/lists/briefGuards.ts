import type { Guard } from '../guard.ts'

const kept = ['test/subgraphs/history/brief/keptBrief.test.ts']
const rights = ['test/subgraphs/history/brief/briefRights.test.ts']

export const briefGuards: readonly Guard[] = [
  {
    name: 'brief-rights',
    stops: 'A caller reads the brief of one with more rights',
    file: 'interactions/brief/briefRights.ts',
    find: 'if (!includesRights(briefRightsOf(principal), rights)) return false',
    replaceWith: '',
    tests: kept,
  },
  {
    name: 'brief-quoted',
    stops: 'A kept brief shows what the caller may not see any more',
    file: 'interactions/brief/briefRights.ts',
    find: ' && mayRead(principal, state)',
    replaceWith: '',
    tests: rights,
  },
  {
    name: 'brief-deleted',
    stops: 'A kept brief shows a message that was deleted',
    file: 'interactions/brief/briefRights.ts',
    find: '(readsDeleted || !state.isDeleted) && ',
    replaceWith: '',
    tests: rights,
  },
  {
    name: 'brief-customer',
    stops: 'A kept brief shows a customer that is hidden from the caller',
    file: 'subgraphs/history/brief/briefs.ts',
    find: 'if (!customer || !(await accessOf(request).maySeeCustomer(customer.profileIds))) return null',
    replaceWith: 'if (!customer) return null',
    tests: kept,
  },
  {
    name: 'brief-erased',
    stops: 'A brief is kept of a customer who was erased',
    file: 'interactions/brief/briefStore.ts',
    find: 'if (!(await hasEnded(brief.profileId))) return true',
    replaceWith: 'if (brief.profileId) return true',
    tests: kept,
  },
  {
    name: 'brief-fence',
    stops: 'What a customer wrote closes its fence',
    file: 'subgraphs/history/brief/lines/fence.ts',
    find: ".replace(/[«»]/gu, '\"')",
    replaceWith: '',
    tests: ['test/subgraphs/history/brief/fence.test.ts'],
  },
  {
    name: 'brief-told',
    stops: 'A brief tells what a hidden message says',
    file: 'subgraphs/history/brief/read/toldFacts.ts',
    find: '.filter((one) => mayRead(principal, one))',
    replaceWith: '',
    tests: ['test/subgraphs/history/brief/toldFacts.test.ts'],
  },
]
