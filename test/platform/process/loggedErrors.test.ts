import { Schema } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createLogRecorder } from '../../gateway/fixtures/startFixtureGateway.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'

let database: TestDatabase
beforeAll(async () => void (database = await openTestDatabase(inject('mongodbUri'), 'logged-errors')))
afterAll(() => database.drop())

const phone = '+5511976540198'
const text = 'a text\n    at of a customer'

/** A text that matches. */
const like = (pattern: RegExp): unknown => expect.stringMatching(pattern)

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('expected an error')
}

function logOf(error: unknown): Record<string, unknown> {
  const { logger, logged } = createLogRecorder()
  logger.error({ event: 'failed', err: error }, 'failed')
  return logged[0] ?? {}
}

describe('the log of an error', () => {
  it('has no value of a duplicate key', async () => {
    const phones = database.connection.collection('phones')
    await phones.createIndex({ phone: 1, text: 1 }, { unique: true })
    await phones.insertOne({ phone, text })
    const errors = [
      await thrownBy(() => phones.insertOne({ phone, text })),
      await thrownBy(() => phones.insertMany([{ phone, text }])),
    ]
    for (const error of errors) {
      const line = logOf(error)
      expect(JSON.stringify(line)).not.toMatch(/76540198|of a customer/u)
      expect(line['err']).toMatchObject({
        code: 11000,
        message: like(/^E11000 duplicate key error .* dup key$/u),
        stack: like(/\n {4}at /u),
      })
    }
  })

  it('has no document that MongoDB has refused', async () => {
    await database.connection.createCollection('strict', { validator: { nothing: { $exists: true } } })
    const strict = database.connection.collection('strict')
    const errors = [
      await thrownBy(() => strict.insertOne({ phone, text })),
      await thrownBy(() => strict.insertMany([{ phone, text }])),
    ]
    for (const error of errors) {
      const line = logOf(new Error('not stored', { cause: error }))
      expect(JSON.stringify(line)).not.toMatch(/76540198|of a customer/u)
      expect(line['err']).toMatchObject({
        type: 'Error',
        message: 'not stored',
        cause: { message: 'Document failed validation', code: 121 },
      })
    }
  })

  it('has no value that has the wrong type', async () => {
    const Numbered = database.connection.model('Numbered', new Schema({ number: Number, digit: Number }))
    const line = logOf(await thrownBy(() => Numbered.validate({ number: text, digit: phone })))
    expect(JSON.stringify(line)).not.toMatch(/76540198|of a customer/u)
    expect(line['err']).toMatchObject({
      type: 'ValidationError',
      message: like(/Cast to Number failed for a value \(type /u),
    })
  })

  it('has the errors of several', () => {
    const error = new AggregateError([new TypeError('one'), new RangeError('two')], 'both')
    expect(logOf(error)['err']).toMatchObject({
      type: 'AggregateError',
      message: 'both',
      errors: [
        { type: 'TypeError', message: 'one' },
        { type: 'RangeError', message: 'two' },
      ],
    })
  })

  it('has what was thrown and is no error', () => {
    expect(logOf('a text')['err']).toBe('a text')
    expect(logOf(null)['err']).toBeNull()
  })
})
