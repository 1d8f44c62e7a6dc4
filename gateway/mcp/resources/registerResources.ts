import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server'
import type { RunTool } from '../tools/runTool.ts'
import { customerIdIn, customerTemplate, customerViews } from './customerViews.ts'
import { readView } from './readView.ts'

const mimeType = 'text/plain'

/** Register the views of customers. They cannot be listed: `find_customer` finds the ids. */
export function registerResources(server: McpServer, run: RunTool): void {
  for (const view of customerViews) {
    const { name, title, description } = view
    const template = new ResourceTemplate(customerTemplate(view), { list: undefined })
    server.registerResource(name, template, { title, description, mimeType }, async ({ href }) => {
      const id = customerIdIn(href)
      if (id === null) throw new ResourceNotFoundError(href)
      return { contents: [{ uri: href, mimeType, text: await readView(run, id, view) }] }
    })
  }
}
