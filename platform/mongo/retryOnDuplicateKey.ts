import { duplicateKeyOf } from './mongoErrors.ts'

const attempts = 50

/** Do the work again, from its beginning, whenever somebody else was first with what must be unique. */
export async function retryOnDuplicateKey<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!duplicateKeyOf(error) || attempt === attempts) throw error
    }
  }
}
