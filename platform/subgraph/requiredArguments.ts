import { FieldDefinition, type Subgraph } from '@apollo/federation-internals'
import { parse, print, visit } from 'graphql'

/**
 * The fields of a subgraph whose `@requires` names a field with arguments, each as a message. Federation and
 * composition allow it, but Apollo's planner fetches one value for all arguments, so the resolver would compute from
 * wrong data without any error.
 */
export function findRequiredArguments(subgraph: Subgraph): string[] {
  const applications = [...subgraph.metadata().requiresDirective().applications()]
  return applications.flatMap((application) => {
    const { parent } = application
    if (!(parent instanceof FieldDefinition)) return []
    return fieldsWithArguments(String(application.arguments().fields)).map(
      ({ name, text }) =>
        `${subgraph.name}: ${parent.coordinate} @requires ${text}: expected fields without arguments, because ` +
        `the planner would fetch wrong data; let the owner of ${name} offer this value as a field of its own`,
    )
  })
}

function fieldsWithArguments(fieldSet: string): { name: string; text: string }[] {
  const found: { name: string; text: string }[] = []
  const isBraced = fieldSet.trim().startsWith('{')
  visit(parse(isBraced ? fieldSet : `{ ${fieldSet} }`), {
    Field({ name: { value: name }, arguments: given = [] }) {
      if (given.length > 0) found.push({ name, text: `${name}(${given.map(print).join(', ')})` })
    },
  })
  return found
}
