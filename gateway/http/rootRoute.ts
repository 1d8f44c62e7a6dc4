import type { HttpRoute } from '../../platform/http/httpServer.ts'

/** Sends callers of the address without a path to `/graphql`. */
export const rootRoute: HttpRoute = {
  method: '*',
  path: '/',
  async handle(request, response) {
    // 307 keeps the method and the body of the request.
    response.writeHead(307, { location: `/graphql${(request.url ?? '/').slice(1)}` }).end()
  },
}
