import { Client } from 'undici'
import { apolloHeaders } from '../measure/apolloRequest.ts'
import { runClosedLoop } from '../measure/closedLoop.ts'
import { httpLoadSchema } from './loads.ts'
import { serveLoads } from './serveLoads.ts'

/** Stands in a body for the number of the request. */
const numberMark = '#NUMBER#'
const noRequest = { body: '', answerHas: '' }

serveLoads(httpLoadSchema, async ({ url, headers: added, requests, ...loop }) => {
  const { origin, pathname } = new URL(url)
  return runClosedLoop(loop, () => {
    const client = new Client(origin, { pipelining: 1 })
    return {
      async send(number) {
        const { body, answerHas } = requests[number % requests.length] ?? noRequest
        const {
          statusCode,
          headers,
          body: answer,
        } = await client.request({
          method: 'POST',
          path: pathname,
          headers: { ...apolloHeaders, ...added },
          body: body.replaceAll(numberMark, String(number)),
        })
        const text = await answer.text()
        const isGood = statusCode === 200 && !headers['content-encoding'] && text.includes(answerHas)
        if (!isGood || text.startsWith('{"errors"') || text.includes('"errors":[{'))
          throw new Error(`${url} answered ${statusCode}: ${text.slice(0, 500)}`)
      },
      close: () => client.close(),
    }
  })
})
