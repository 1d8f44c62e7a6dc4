import mongoose from 'mongoose'
import { startEmbeddedMongo } from '../../../embeddedMongo/startEmbeddedMongo.ts'

/** Starts the embedded database, prints its address, and at SIGINT writes one more document before it stops. */
const [dataDir] = process.argv.slice(2)
const silent = () => undefined
// The least private one: what is private must be so whatever the user has set.
process.umask(0)
const { uri, stop } = await startEmbeddedMongo({
  dataDir,
  environment: process.env,
  logger: { info: silent, warn: silent, error: silent },
})
const client = await mongoose.mongo.MongoClient.connect(uri)
const things = client.db('child').collection('things')
process.once('SIGINT', () => {
  void things
    .insertOne({ at: 'the end' }, { writeConcern: { w: 'majority', j: true } })
    .then(() => client.close())
    .then(stop)
    .then(() => process.stdout.write('stopped in order\n'))
})
process.stdout.write(`${uri}\n`)
