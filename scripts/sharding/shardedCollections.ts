import type { EveryShard, RefusedIndex, Sharded } from './collectionPlan.ts'

const reads = ['find', 'aggregate'] as const

const migration: EveryShard = {
  fields: ['keyScope'],
  commands: ['find', 'update'],
  why: 'the keys of a version without scopes get theirs, once',
  bound: 'by index; nothing in a database of a later version',
}

const byId = (why: string, bound: string): EveryShard => ({ fields: ['_id'], commands: ['find'], why, bound })

/** Recording once needs a place for each key that does not depend on the customer. */
const claim = '[A claim](#claims). Not built.'

const ofSource: RefusedIndex = { fields: ['keyScope', 'source.system', 'source.externalId'], instead: claim }

/** Those that grow with what customers do. */
export const shardedCollections: Readonly<Record<string, Sharded>> = {
  interactions: {
    key: { profileId: 'hashed' },
    why: 'The log of a profile stays on one shard, so its positions are unique, its order holds and its pages are read there.',
    refused: [ofSource, { fields: ['keyScope', 'idempotencyKey'], instead: claim }],
    everyShard: [
      byId(
        'an interaction or a page of a search is read by ids, which do not name the profile',
        'one look-up by index for each id, at most 100 in a command',
      ),
      {
        fields: ['keyScope', 'source.system', 'source.externalId'],
        commands: reads,
        why: 'whether a source was recorded before',
        bound: 'one look-up by index for each recording, together up to 100; none once there are claims',
      },
      {
        fields: ['keyScope', 'idempotencyKey'],
        commands: reads,
        why: 'whether a key was used before',
        bound: 'one look-up by index for each recording, together up to 100; none once there are claims',
      },
      {
        fields: ['erasedKeys'],
        commands: reads,
        why: 'whether what a source or key recorded was erased',
        bound: 'one look-up by index for each recording, together up to 100; none once there are claims',
      },
      {
        fields: ['terms'],
        commands: ['find', 'aggregate', 'update'],
        why: 'a search in all customers; terms for interactions of earlier versions',
        bound: 'at most 2,000 keys of an index and as many documents as the page has, of each shard',
      },
      {
        fields: ['changedAt'],
        commands: ['find'],
        why: 'the feed after an interruption that the change stream does not reach back to',
        bound: 'by index, in batches, from the time of the interruption on',
      },
      {
        fields: ['body.dueAt'],
        commands: ['find'],
        why: 'commitments that are overdue, every 15 seconds',
        bound: 'by an index of open commitments; those that are due now',
      },
      {
        fields: ['department'],
        commands: reads,
        why: 'the customers of a department',
        bound: 'the keys of one department in an index',
      },
      {
        fields: [],
        commands: ['find'],
        why: 'the cluster time before a change stream, and the first start',
        bound: 'one document',
      },
      migration,
    ],
  },
  interactionRevisions: {
    key: { _id: 'hashed' },
    why: 'Former contents are read and written by the ids that the interaction gives.',
    refused: [],
    everyShard: [
      {
        fields: ['profileId'],
        commands: ['aggregate', 'delete', 'find'],
        why: 'the erasure of a customer, and the expiry of contents',
        bound: 'by index; those of one customer',
      },
    ],
  },
  conversations: {
    key: { profileId: 'hashed' },
    why: 'They are read with the customer, and every message writes to its conversation.',
    refused: [
      ofSource,
      { fields: ['keyScope', 'idempotencyKeys'], instead: claim },
      {
        fields: ['openKey'],
        instead:
          'Not built. The same index with `profileId` before it, because the key begins with the profile. It costs nothing.',
      },
    ],
    everyShard: [
      byId(
        'a conversation is read by its id, which does not name the profile',
        'one look-up by index for each id, at most 1,000 in a command',
      ),
      {
        fields: ['_id'],
        commands: ['update'],
        why: 'the time of a message that is recorded again without its conversation; keys of earlier versions',
        bound: 'one look-up by index',
      },
      {
        fields: ['keyScope', 'source.system', 'source.externalId'],
        commands: reads,
        why: 'whether a source was recorded before',
        bound: 'one look-up by index for each recorded conversation',
      },
      {
        fields: ['keyScope', 'idempotencyKeys'],
        commands: reads,
        why: 'whether a key was used before',
        bound: 'one look-up by index for each recorded conversation',
      },
      {
        fields: ['person.id'],
        commands: reads,
        why: 'the customers of a person that serves them',
        bound: 'the keys of one person in an index',
      },
      {
        fields: ['bot.id'],
        commands: reads,
        why: 'the customers of a bot that serves them',
        bound: 'the keys of one bot in an index',
      },
      migration,
    ],
  },
  identifications: {
    key: { _id: 'hashed' },
    why: 'First answers are found by the key that made them.',
    refused: [],
    everyShard: ['profileId', 'profileIds'].map((field) => ({
      fields: [field],
      commands: ['aggregate', 'delete'] as const,
      why: 'the erasure of a customer',
      bound: 'a scan of all documents: no index serves it',
    })),
  },
  auditRecords: {
    key: { batch: 'hashed' },
    why: 'A batch is written by one insert and verified as one, and its positions are unique.',
    refused: [],
    everyShard: [
      byId('a record is read by its id', 'one look-up by index'),
      {
        fields: ['customerIds'],
        commands: ['find'],
        why: 'who read and changed a customer',
        bound: 'by index, newest first, as many as the page has',
      },
      {
        fields: ['principal.id'],
        commands: ['find'],
        why: 'what a caller read and changed',
        bound: 'by index, newest first, as many as the page has',
      },
      {
        fields: ['waiting'],
        commands: ['find', 'update'],
        why: 'batches that get their places in the Merkle tree',
        bound: 'by an index of those that wait',
      },
      {
        fields: [],
        commands: ['find'],
        why: 'the records of all customers; verification reads all',
        bound: 'newest first, as many as the page has; verification in batches',
      },
    ],
  },
  chatwootObjects: {
    key: { _id: 'hashed' },
    why: 'What the intake knows of an object is found by its id.',
    refused: [],
    everyShard: [
      {
        fields: ['state'],
        commands: ['find', 'aggregate', 'update'],
        why: 'the erasure of a customer: the objects that name one of the contacts',
        bound: 'a scan of all documents: no index serves it',
      },
    ],
  },
  webhookInbox: {
    key: { _id: 'hashed' },
    why: 'A delivery is stored and settled by its id, which is a hash of its content.',
    refused: [],
    everyShard: [
      {
        fields: ['system'],
        commands: ['find', 'aggregate', 'delete', 'update'],
        why: 'what waits, what is in quarantine, what is too old, and what an erased customer sent',
        bound: 'by index, in batches; the erasure reads all that is kept',
      },
    ],
  },
  outboundDeliveries: {
    key: { _id: 'hashed' },
    why: 'A delivery is settled by its id; a busy webhook is spread over all shards.',
    refused: [],
    everyShard: [
      {
        fields: ['webhookId'],
        commands: ['find', 'update', 'delete'],
        why: 'what a webhook has to send, what it has sent, and its end',
        bound: 'by index, in batches',
      },
      {
        fields: ['webhookId', 'state'],
        commands: ['aggregate'],
        why: 'the metrics count what waits and what is dead',
        bound: 'by index, the entries of these states; only when the metrics are read',
      },
      {
        fields: ['profileId'],
        commands: ['aggregate', 'update'],
        why: 'the erasure of a customer',
        bound: 'by index; those of one customer',
      },
    ],
  },
}
