import { describeModelThroughMerges } from './support/describeModelThroughMerges.ts'

describeModelThroughMerges('model_through_merges_long', { programs: 300, maxSteps: 25, timeout: 900_000 })
