/** The statuses of open actions. All statuses are in the schema of the actions subgraph. */
export const openActionStatuses = ['REQUESTED', 'IN_PROGRESS'] as const
