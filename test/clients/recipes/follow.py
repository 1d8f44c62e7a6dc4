# region recipe
import asyncio
import json
import sys

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport


async def follow(url, key, document, variables):
    """The events of a subscription, by WebSocket. `url` begins with ws: or wss:."""
    transport = WebsocketsTransport(
        url=url,
        init_payload={"authorization": f"Bearer {key}"},
        subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
    )
    async with Client(transport=transport) as session:
        async for event in session.subscribe(gql(document), variable_values=variables):
            yield event
# endregion


async def main(url, document, variables):
    try:
        async for event in follow(url, "no-key", document, json.loads(variables)):
            print(json.dumps({"data": event, "errors": []}), flush=True)
    except TransportQueryError as error:
        print(json.dumps({"data": error.data, "errors": error.errors}), flush=True)


asyncio.run(main(*sys.argv[1:]))
