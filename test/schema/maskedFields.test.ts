import { getNamedType, isObjectType, type GraphQLSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { readSubgraphSchema, subgraphNames } from '../../platform/subgraph/schemaFiles.ts'

/** The fields with texts that callers without `pii:read` see as they are, each with the reason. Written by hand. */
const shown: Record<string, string> = {
  'PageInfo.startCursor': 'a position: times and ids of Elo',
  'PageInfo.endCursor': 'a position: times and ids of Elo',
  'ActionEdge.cursor': 'a position: times and ids of Elo',
  'CommitmentEdge.cursor': 'a position: times and ids of Elo',
  'ConversationEdge.cursor': 'a position: times and ids of Elo',
  'CustomerEdge.cursor': 'a position: times and ids of Elo',
  'CustomerMatterEdge.cursor': 'a position: times and ids of Elo',
  'FeedbackEdge.cursor': 'a position: times and ids of Elo',
  'InteractionEdge.cursor': 'a position: times and ids of Elo',
  'InteractionSearchEdge.cursor': 'a position: times and ids of Elo',
  'MessageRevisionEdge.cursor': 'a position: times and ids of Elo',
  'InteractionConnection.streamCursor': 'a position: ids of Elo and counters',
  'HistoryEventPage.cursor': 'a position: ids of Elo and counters',
  'HistoryPosition.cursor': 'a position: ids of Elo and counters',
  'InteractionRecorded.cursor': 'a position: ids of Elo and counters',
  'InteractionAmended.cursor': 'a position: ids of Elo and counters',
  'InteractionJoined.cursor': 'a position: ids of Elo and counters',
  'InteractionsLeft.cursor': 'a position: ids of Elo and counters',
  'LogJoined.cursor': 'a position: ids of Elo and counters',
  'LogJoined.pageAfter': 'a position: ids of Elo and counters',
  'FeedPosition.cursor': 'a position: a token of the database',
  'FeedInteractionRecorded.cursor': 'a position: a token of the database',
  'FeedInteractionAmended.cursor': 'a position: a token of the database',
  'AuditCaller.callerId': 'the id of a client or user, for callers with access:read only',
  'AuditCaller.kind': 'a word of Elo',
  'AuditCheckpoint.publicKey': 'a public key',
  'AuditCheckpoint.rootHash': 'a hash',
  'AuditCheckpoint.signature': 'a signature',
  'AuditCheckpoint.text': 'a hash, its size and a signature',
  'AuditConsistencyProof.hashes': 'hashes',
  'AuditInclusionProof.hashes': 'hashes',
  'AuditInclusionProof.leafHash': 'a hash',
  'AuditRecord.customerIds': 'ids of Elo',
  'AuditRecord.fields': 'names of fields',
  'AuditRecord.leaf': 'what the hash is made of, without which no proof can be checked',
  'AuditRecord.objectIds': 'ids of Elo',
  'AuditRecord.operation': 'the name of an operation',
  'AuditRecord.recordId': 'an id of Elo',
  'AuditRecord.requestId': 'an id of Elo, or one that the caller gave: hexadecimal digits or a ULID',
  'AuditRecordEdge.cursor': 'a position: an id of Elo',
  'Brief.streamCursor': 'a position: ids of Elo and counters',
  'Brief.tokenizer': 'the name of a vocabulary',
  'BriefLine.objectIds': 'ids of Elo',
  'BriefSection.title': 'a word of Elo',
  'Conversation.protocol': 'a number made from an id of Elo',
  'Erasure.protocol': 'a number made from an id of Elo',
  'ErasureCertificate.content': 'counts of what was erased, in the form that the hash is made of',
  'ErasureCertificate.sha256': 'a hash',
  'ErasureCount.collection': 'the name of a collection',
  'ErasureCount.kind': 'a word of Elo',
  'ErasurePreview.confirmation': 'a signature over ids of Elo',
  'ExportCustomerPayload.path': 'an address with an id of Elo',
  'FeedInteractionHidden.cursor': 'a position: a token of the database',
  'AcknowledgeFeedPayload.cursor': 'a position: ids of Elo and a counter',
  'DeleteFeedGroupPayload.group': 'the name of a group of the caller',
  'FeedGroup.name': 'the name of a group of the caller',
  'FeedGroupMember.name': 'the name of a process of the caller',
  'HistoryAccessLost.cursor': 'a position: ids of Elo and counters',
  'InteractionHidden.cursor': 'a position: ids of Elo and counters',
  'IdentifierCorrection.undoToken': 'an id of Elo',
  'Identifier.value': 'masked where the identifier is known, by shownValue.ts',
  'WithdrawnIdentifier.value': 'masked where the identifier is known, by shownValue.ts',
  'SetAsideIdentifier.value': 'masked where the identifier is known, by shownValue.ts',
  'ResolutionStep.values': 'masked where the identifiers are known, by shownValue.ts',
  'Source.system': 'the name of a system',
  'Actor.model': 'the name of a model',
  'Actor.version': 'the version of an agent of the business',
  'Actor.briefId': 'an id of Elo',
  'Turn.turnId': 'an id of Elo',
  'UserError.field': 'the names of input fields',
  'ApiKeyEdge.cursor': 'a position: an id of Elo',
  'ApiKey.keyId': 'an id of Elo',
  'ApiKey.name': 'the name of a client, for callers with keys:write only',
  'ApiKey.departments': 'names of departments of the business',
  'ApiKey.actor': 'an id of the client in a system of the business, for callers with keys:write only',
  'CreateApiKeyPayload.key': 'a new key, for the caller who made it',
  'StoredApiKey.hash': 'for gateways only',
  'StoredApiKey.name': 'for gateways only',
  'StoredApiKey.departments': 'for gateways only',
  'StoredApiKey.actor': 'for gateways only',
  'Webhook.webhookId': 'an id of Elo',
  'Webhook.name': 'the name that the caller gave',
  'Webhook.url': 'the address that the caller gave',
  'Webhook.publicKey': 'a public key',
  'Webhook.purpose': 'a purpose of the business that the caller gave',
  'Webhook.cursor': 'a position: a time',
  'WebhookFilter.departments': 'names of departments of the business',
  'WebhookFilter.models': 'names of models',
  'WebhookFilter.customerIds': 'ids of Elo',
  'WebhookEdge.cursor': 'a position: an id of Elo',
  'WebhookDelivery.deliveryId': 'an id of Elo',
  'WebhookDelivery.eventId': 'an id of Elo and a counter',
  'WebhookDelivery.type': 'a word of Elo',
  'WebhookDelivery.interactionId': 'an id of Elo',
  'WebhookDeliveryEdge.cursor': 'a position: an id of Elo and a counter',
  'CreateWebhookPayload.secret': 'a new secret, for the caller who made the webhook',
  'UpdateWebhookPayload.secret': 'a new secret, for the caller who made the webhook',
  'Referral.sourceType': 'a word of the channel, e.g. ad',
  'Translation.language': 'a language',
  'Attachment.type': 'a word of the channel, e.g. image',
  'Attachment.mimeType': 'a media type',
}
/** These are the business's own, on every type that has them. */
const ofTheBusiness = ['inbox', 'department']

const schemas = subgraphNames.map((name) => buildSubgraphSchema(readSubgraphSchema(name)))

function textsOf(schema: GraphQLSchema): { field: string; name: string; isMasked: boolean }[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('_')) return []
    return Object.values(type.getFields()).flatMap(({ name, type: output, astNode }) => {
      if (!['String', 'JSON'].includes(getNamedType(output).name)) return []
      const isMasked = astNode?.directives?.some((directive) => directive.name.value === 'masked') ?? false
      return [{ field: `${type.name}.${name}`, name, isMasked }]
    })
  })
}

const texts = schemas.flatMap(textsOf)

describe('the fields with texts and JSON', () => {
  it('are masked without pii:read, or are listed here with the reason why not', () => {
    const unmasked = texts.filter(({ name, isMasked }) => !isMasked && !ofTheBusiness.includes(name))
    const fields = [...new Set(unmasked.map(({ field }) => field))]
    expect(fields.sort()).toEqual(Object.keys(shown).sort())
  })

  it('are masked in each subgraph that has them, or in none', () => {
    const masked = new Set(texts.filter(({ isMasked }) => isMasked).map(({ field }) => field))
    expect(texts.filter(({ field, isMasked }) => !isMasked && masked.has(field))).toEqual([])
  })

  it('do not hide behind another scalar', () => {
    const scalars = new Set(
      schemas.flatMap((schema) =>
        Object.values(schema.getTypeMap()).flatMap((type) =>
          isObjectType(type) && !type.name.startsWith('_')
            ? Object.values(type.getFields()).map((field) => getNamedType(field.type))
            : [],
        ),
      ),
    )
    const names = [...scalars].filter((type) => 'serialize' in type && !('getValues' in type)).map(String)
    // ID is an id of Elo; the others are times, numbers and currencies.
    expect([...new Set(names)].sort()).toEqual(
      [
        'Boolean',
        'Currency',
        'DateTime',
        'Decimal',
        'Float',
        'ID',
        'Int',
        'JSON',
        'SafeInt',
        'String',
      ].sort(),
    )
  })
})
