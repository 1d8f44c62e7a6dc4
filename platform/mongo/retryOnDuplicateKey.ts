import { duplicateKeyOf } from './mongoErrors.ts'

const attempts = 50

/** Run work, and run it again from its beginning whenever a concurrent write took its unique key. */
export async function retryOnDuplicateKey<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!duplicateKeyOf(error) || attempt === attempts) throw error
    }
  }
}
