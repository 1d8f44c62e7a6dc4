/** A supergraph with the addresses at which its subgraphs answer in place of those it was composed with. */
export function supergraphOf(sdl: string, subgraphs: Record<string, string>): string {
  return Object.entries(subgraphs).reduce(
    (text, [name, url]) => text.replaceAll(`http://${name}.invalid/graphql`, url),
    sdl,
  )
}
