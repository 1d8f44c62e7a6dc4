import type { PipelineStage } from 'mongoose'
import { type CustomerQuery, identifierPattern } from './customerConditions.ts'

type Stage = PipelineStage.FacetPipelineStage

const ofCustomer = (foreignField: string) => ({ localField: 'customer.profileIds', foreignField }) as const

/** Stages that examine what a customer's history says; `interactions` is the name of its collection. */
export function matchHistory(
  { lastContact, departments, readable }: Pick<CustomerQuery, 'lastContact' | 'departments' | 'readable'>,
  interactions: string,
): Stage[] {
  const also = readable.length === 0 ? {} : { $and: [...readable] }
  const stages: Stage[] = []
  if (departments) {
    stages.push(
      {
        $lookup: {
          from: interactions,
          ...ofCustomer('profileId'),
          pipeline: [
            { $match: { department: { $in: departments }, ...also } },
            { $limit: 1 },
            { $project: { _id: 1 } },
          ],
          as: 'ofDepartment',
        },
      },
      { $match: { 'ofDepartment.0': { $exists: true } } },
    )
  }
  if (lastContact) {
    const { from, to } = lastContact
    stages.push(
      {
        $lookup: {
          from: interactions,
          ...ofCustomer('profileId'),
          pipeline: [
            { $match: { kind: 'MESSAGE', ...also } },
            { $sort: { occurredAt: -1, _id: -1 } },
            { $limit: 1 },
            { $project: { occurredAt: 1 } },
          ],
          as: 'lastMessage',
        },
      },
      { $match: { 'lastMessage.occurredAt': { ...(from && { $gte: from }), ...(to && { $lt: to }) } } },
    )
  }
  return stages
}

/** Stages that examine whether a customer holds an identifier. */
export function holdIdentifier({
  identifier,
  wholeIdentifiers = [],
}: Pick<CustomerQuery, 'identifier' | 'wholeIdentifiers'>): Stage[] {
  if (identifier === null) return []
  const folded = identifierPattern(identifier, wholeIdentifiers)
  return [
    {
      $lookup: {
        from: 'identifiers',
        ...ofCustomer('profileId'),
        pipeline: [{ $match: { folded } }, { $limit: 1 }, { $project: { _id: 1 } }],
        as: 'holding',
      },
    },
    { $match: { 'holding.0': { $exists: true } } },
  ]
}
