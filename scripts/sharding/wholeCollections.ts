import type { Whole } from './collectionPlan.ts'

const ofCustomers =
  'grows with customers, not with what they do. Its unique indexes and its merges in one transaction need it in one place'

/** Those that stay on the primary shard. `npm run bench:sizing` measures how many bytes a customer has in them. */
export const wholeCollections: Readonly<Record<string, Whole>> = {
  profiles: { bound: `One document for each profile: ${ofCustomers}.` },
  identifiers: { bound: `One document for each identifier of a profile: ${ofCustomers}.` },
  reservedIdentifiers: { bound: `Identifiers over the limit of a customer: ${ofCustomers}.` },
  withdrawnIdentifiers: { bound: `Identifiers that profiles gave up: ${ofCustomers}.` },
  identifierCorrections: { bound: 'One document for each correction by a person.' },
  profileLinks: { bound: `One document for each pair of profiles that was decided about: ${ofCustomers}.` },
  identityActs: { bound: 'One document for each merge and unmerge.' },
  facts: { bound: `One document for each attribute and consent of a profile: ${ofCustomers}.` },
  nameCorrections: { bound: 'One document for each correction of a name by a person.' },
  apiKeys: { bound: 'One document for each API key.' },
  commitmentLocks: {
    bound: 'One document of about 60 bytes for each profile that was ever promised anything.',
  },
  turns: {
    bound:
      'One document of about 1 KB for each conversation, or customer, that ever had a turn. Its unique indexes on turns and keys need it in one place; it is the first of these to become large.',
  },
  feedGroups: { bound: 'One document for each consumer group.' },
  feedMembers: { bound: 'One document for each member of a consumer group.' },
  feedEntries: {
    bound:
      'For each consumer group what is not acknowledged, and what was acknowledged within the time that the feed can repeat.',
  },
  briefs: { bound: 'Briefs that were kept, until they expire.' },
  webhookWorkers: { bound: 'One document for each process of the intake; an hour after its end it is gone.' },
  outboundWebhooks: { bound: 'One document for each webhook.' },
  outboundErasedProfiles: { bound: 'One document of about 60 bytes for each erased profile.' },
  auditBatches: { bound: 'One document of about 100 bytes for up to 1,000 records of the audit trail.' },
  auditTree: { bound: 'One document.' },
  auditTiles: { bound: 'About 33 bytes for each record of the audit trail.' },
  auditCheckpoints: { bound: 'One document of about 500 bytes for each checkpoint that found new records.' },
  erasures: { bound: 'One document for each erased customer.' },
  legalHolds: { bound: 'One document for each legal hold.' },
  privacyKeys: { bound: 'One document.' },
  retentionRuns: { bound: 'One document for each kind of run.' },
  writeProbes: { bound: 'One document.' },
}
