import { describeModelThroughMerges } from './support/describeModelThroughMerges.ts'

describeModelThroughMerges('model_through_merges', { programs: 12, maxSteps: 14, timeout: 120_000 })
