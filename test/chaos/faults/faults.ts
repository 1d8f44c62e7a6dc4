import type { Fault } from './fault.ts'

/** Each breaks one promise of streams. A text that is moved must be moved here too: faults.test.ts finds it. */
export const faults: readonly Fault[] = [
  {
    name: 'skip-a-gap-check',
    does: 'A stream takes what is written as the next position of a log, also when positions between are missing: what was amended again before the change stream came to it.',
    edits: [
      {
        file: 'subgraphs/history/live/customerFollower.ts',
        find: 'if (seq > (logs.positionOf(profileId) ?? seq) + 1) {',
        replaceWith: 'if (seq < 0) {',
      },
    ],
    foundBy: 'QUIET',
  },
  {
    name: 'drop-an-event-on-resume',
    does: 'A stream that is resumed begins one position too late.',
    edits: [
      {
        file: 'subgraphs/history/live/streamStart.ts',
        find: 'const given = await cursors.read(after, field)',
        replaceWith: `const cursor = await cursors.read(after, field)
      const given = { ...cursor, positions: new Map([...cursor.positions].map(([id, at]) => [id, at + 1])) }`,
      },
    ],
    foundBy: 'QUIET',
  },
  {
    name: 'use-wall-time-as-cursor',
    does: 'The log is read on by the time of the last change, not by its position.',
    edits: [
      {
        file: 'subgraphs/history/log/logStore.ts',
        find: '.find({ profileId, seq: { $gt: position, ...(upTo !== undefined && { $lte: upTo }) } }, withoutTerms)',
        replaceWith: `.find({
          profileId,
          changedAt: {
            $gt: (await model.findOne({ profileId, positions: position }).lean())?.changedAt ?? new Date(0),
          },
          seq: { $lte: upTo ?? Infinity },
        }, withoutTerms)`,
      },
      {
        // Short reads of several logs are one command, which reads by positions.
        file: 'subgraphs/history/log/sharedReads.ts',
        find: 'const isShort = upTo !== undefined && upTo - position <= Math.min(limit, maxSharedLength)',
        replaceWith: 'const isShort = upTo !== undefined && upTo + maxSharedLength < 0',
      },
    ],
    foundBy: 'QUIET',
  },
  {
    name: 'forget-the-snapshot-at-the-seam',
    does: 'A page reads the positions with which its stream begins a little after its interactions.',
    edits: [
      {
        file: 'subgraphs/history/page/historyStore.ts',
        find: 'positions: query.withPositions ? toLogPositions(query.profileIds, last) : null,',
        replaceWith: `positions: query.withPositions
        ? await new Promise((resolve) => setTimeout(resolve, 150, last)).then(() => positions.lastPositions(query.profileIds))
        : null,`,
      },
    ],
    foundBy: 'QUIET',
  },
  {
    name: 'deliver-before-commit',
    does: 'Streams read what is not on a majority of the servers, and may be rolled back.',
    edits: [
      {
        file: 'platform/mongo/database.ts',
        find: "readConcern: { level: 'majority' },",
        replaceWith: "readConcern: { level: 'local' },",
      },
      {
        file: 'subgraphs/history/log/positionStore.ts',
        find: "const options = { readConcern: { level: 'snapshot' }, batchSize, ...bound } as const",
        replaceWith: "const options = { readConcern: { level: 'local' }, batchSize, ...bound } as const",
      },
    ],
    foundBy: 'FAIL_OVER',
  },
  {
    name: 'forget-the-joined-log',
    does: 'After a merge the stream follows the log that joined from then on, without what it held.',
    edits: [
      {
        file: 'subgraphs/history/live/customerFollower.ts',
        find: 'logs.follow(profileId, 0, heldBefore(record, profileId))',
        replaceWith: 'logs.follow(profileId, heldBefore(record, profileId).next)',
      },
    ],
    foundBy: 'QUIET',
  },
  {
    name: 'share-across-rights',
    does: 'Subscribers of different rights get the events of one of them.',
    edits: [
      {
        file: 'gateway/subscriptions/sharedKey.ts',
        find: 'const equal = { ...rights, scopes: [...scopes].sort(), variables }',
        replaceWith: 'const equal = { variables, isOfAll: [rights, scopes].length > 0 }',
      },
    ],
    foundBy: 'QUIET',
  },
  {
    name: 'acknowledge-early',
    does: 'A write is acknowledged when it is on the primary only.',
    edits: [
      {
        file: 'platform/mongo/database.ts',
        find: "writeConcern: { w: 'majority', journal: true },",
        replaceWith: 'writeConcern: { w: 1 },',
      },
      {
        // Otherwise the start fails: it reads by an index that the majority does not have yet.
        file: 'platform/mongo/database.ts',
        find: 'await model.createIndexes()',
        replaceWith:
          'await model.createIndexes().then(() => new Promise((resolve) => setTimeout(resolve, 200)))',
      },
      {
        // Otherwise the reads for the answer wait until a majority has the write.
        file: 'platform/mongo/database.ts',
        find: '  readCausally(connection)\n',
        replaceWith: '',
      },
      {
        file: 'interactions/log/transaction.ts',
        find: "writeConcern: { w: 'majority', j: true },",
        replaceWith: 'writeConcern: { w: 1 },',
      },
    ],
    foundBy: 'FAIL_OVER',
  },
  {
    name: 'divide-a-customer',
    does: 'A member of a consumer group is given something of a customer of whom another member has something.',
    edits: [
      {
        file: 'subgraphs/history/feed/group/claimStore.ts',
        find: 'key: { $nin: await keysOfOthers(group, id, session) }',
        replaceWith: 'key: { $nin: [] }',
      },
    ],
    foundBy: 'QUIET',
  },
  {
    name: 'let-an-ended-session-acknowledge',
    does: 'A member of a consumer group whose session has ended is told that its acknowledgement was done.',
    edits: [
      {
        file: 'subgraphs/history/feed/group/membershipStore.ts',
        find: 'if (!found) return false',
        replaceWith: 'if (!found) return true',
      },
    ],
    foundBy: 'QUIET',
  },
]
