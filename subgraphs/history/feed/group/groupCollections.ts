import type { Connection } from 'mongoose'
import { type FeedEntryDocument, feedEntryModel } from './feedEntryModel.ts'
import { type FeedGroupDocument, feedGroupModel } from './feedGroupModel.ts'
import { type FeedMemberDocument, feedMemberModel } from './feedMemberModel.ts'

/** The collections of consumer groups, by the driver itself: their updates are pipelines that read the database's clock. */
export function groupCollections(connection: Connection) {
  return {
    groups: connection.collection<FeedGroupDocument>(feedGroupModel(connection).collection.collectionName),
    members: connection.collection<FeedMemberDocument>(feedMemberModel(connection).collection.collectionName),
    entries: connection.collection<FeedEntryDocument>(feedEntryModel(connection).collection.collectionName),
  }
}
