/** A fenced block of a Markdown page. */
export type Block = {
  language: string
  text: string
  /** The line of the page where its text begins, from 1. */
  line: number
  /** The comment before it, which readers of the rendered page do not see; null without one. */
  marker: string | null
}

const fenced = /(?:<!-- (?<marker>[^\n]*?) -->\n\n)?^```(?<language>\w+)\n(?<text>[^]*?)\n```$/gmu

/** The fenced blocks of a page, in their order. Blocks in lists, which are indented, are not among them. */
export function readBlocks(page: string): Block[] {
  return [...page.matchAll(fenced)].map(({ 0: whole, index, groups = {} }) => {
    const { marker = null, language = '', text = '' } = groups
    const before = page.slice(0, index + whole.indexOf('```'))
    return { language, text, line: before.split('\n').length + 1, marker }
  })
}
