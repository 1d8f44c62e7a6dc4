import { isId } from '../../../platform/lang/ids.ts'
import type { CustomerMatterResolvers, MatterTouchResolvers } from '../schemaTypes.ts'
import { stateOf } from './customerMatter.ts'

export const customerMatterFields: CustomerMatterResolvers = { state: stateOf }

export const matterTouchFields: MatterTouchResolvers = {
  async interaction({ id }, _given, { interactions, access }) {
    if (!isId('int', id)) return null
    const interaction = await interactions.load(id)
    // An amendment may have hidden it since the page was read.
    return interaction && (await access.maySeeInteraction(interaction)) ? interaction : null
  },
}
