// #region recipe
import { useMemo, useState } from 'react'
import { useLazyLoadQuery, usePaginationFragment, useSubscription } from 'react-relay'
import customerFragment, {
  type historyDocuments_customer$key,
} from './__generated__/historyDocuments_customer.graphql.ts'
import type { historyDocumentsPaginationQuery } from './__generated__/historyDocumentsPaginationQuery.graphql.ts'
import customerQuery, { type historyDocumentsQuery } from './__generated__/historyDocumentsQuery.graphql.ts'
import liveSubscription, {
  type historyDocumentsSubscription,
} from './__generated__/historyDocumentsSubscription.graphql.ts'

export function CustomerView({ id }: { id: string }) {
  const { customer } = useLazyLoadQuery<historyDocumentsQuery>(customerQuery, { id })
  return customer ? <HistoryView customer={customer} /> : <p>There is no such customer.</p>
}

function HistoryView({ customer }: { customer: historyDocuments_customer$key }) {
  const { data, hasPrevious, loadPrevious, refetch } = usePaginationFragment<
    historyDocumentsPaginationQuery,
    historyDocuments_customer$key
  >(customerFragment, customer)
  const edges = data.history?.edges ?? []
  return (
    <section>
      {hasPrevious && <button onClick={() => loadPrevious(2)}>Earlier</button>}
      <button onClick={() => refetch({}, { fetchPolicy: 'network-only' })}>Again</button>
      <ol>
        {edges.map(({ node }) => (
          <li key={node.id}>{node.summary}</li>
        ))}
      </ol>
      {data.history && <Live id={data.id} after={data.history.streamCursor} connection={data.history.__id} />}
    </section>
  )
}

/** Adds what happens after the page. Later pages have later cursors, and the stream goes on from the first one. */
function Live({ id, after, connection }: { id: string; after: string; connection: string }) {
  const [begin] = useState(after)
  useSubscription<historyDocumentsSubscription>(
    useMemo(
      () => ({ subscription: liveSubscription, variables: { id, after: begin, connections: [connection] } }),
      [id, begin, connection],
    ),
  )
  return null
}
// #endregion
