import type { Connection } from 'mongoose'

type Epoch = { count: number; primary: string | null }

const epochs = new WeakMap<Connection, Epoch>()

/**
 * A number that grows whenever the connection finds another primary, or the same server elected again. As long as it
 * stays the same, a majority that has a later write has every earlier one too, so of several writes only the last one
 * has to wait for it. Ask for it once before the first of them.
 */
export function primaryEpoch(connection: Connection): number {
  return (epochs.get(connection) ?? follow(connection)).count
}

function follow(connection: Connection): Epoch {
  const epoch: Epoch = { count: 0, primary: null }
  epochs.set(connection, epoch)
  // No write reaches a new primary before its description has been received.
  connection.getClient().on('serverDescriptionChanged', ({ address, newDescription }) => {
    const { type, electionId } = newDescription
    const primary = `${address} ${electionId?.toHexString() ?? ''}`
    if (type !== 'RSPrimary' || primary === epoch.primary) return
    epoch.primary = primary
    epoch.count += 1
  })
  return epoch
}
