/**
 * A supergraph with the addresses at which its subgraphs answer in place of those it was composed with. Its
 * `@requiresScopes` is only a note, because other gateways refuse to load what they do not enforce.
 */
export function supergraphOf(sdl: string, subgraphs: Record<string, string>): string {
  return Object.entries(subgraphs).reduce(
    (text, [name, url]) => text.replaceAll(`http://${name}.invalid/graphql`, url),
    sdl.replace('/requiresScopes/v0.1", for: SECURITY', '/requiresScopes/v0.1"'),
  )
}
