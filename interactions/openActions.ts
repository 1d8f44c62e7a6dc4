/** Where an action stands that was begun and is not over. The schema of the actions subgraph has all the words. */
export const openActionStatuses = ['REQUESTED', 'IN_PROGRESS'] as const
