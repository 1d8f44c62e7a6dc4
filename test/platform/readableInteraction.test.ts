import mongoose from 'mongoose'
import { expect, it } from 'vitest'
import { interactionLoaderOf, primeInteraction } from '../../platform/interactionLoader.ts'
import { interactionState } from '../../platform/readableInteraction.ts'
import { createRequestScope } from '../../platform/requestScope.ts'
import { interactionOf } from './interactionOf.ts'

it('tells the state of an interaction that a request has known in one state only', async () => {
  const interactions = interactionLoaderOf(mongoose.createConnection(), createRequestScope())
  const know = (seq: number) => primeInteraction(interactions, interactionOf('cus_1', seq, { id: 'int_1' }))
  const state = () => interactionState({ id: 'int_1' }, [], { interactions })
  know(1)
  know(1)
  expect(await state()).toBe('int_1 1')
  know(2)
  expect(await state()).toBeNull()
  know(2)
  expect(await state()).toBeNull()
})
