import { describeGroupSchedules } from './describeGroupSchedules.ts'

describeGroupSchedules('group_schedules', { schedules: 6 })
