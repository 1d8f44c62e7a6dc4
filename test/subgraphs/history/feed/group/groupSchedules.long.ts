import { describeGroupSchedules } from './describeGroupSchedules.ts'

describeGroupSchedules('group_many_schedules', { schedules: 150, timeout: 600_000 })
