# region recipe
import asyncio
import json
import sys

from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError


async def ask(url, key, document, variables):
    """A query or a mutation. Raises TransportQueryError when the answer has `errors`."""
    transport = AIOHTTPTransport(url=url, headers={"Authorization": f"Bearer {key}"})
    async with Client(transport=transport) as session:
        return await session.execute(gql(document), variable_values=variables)
# endregion


async def main(url, document, variables):
    try:
        print(json.dumps({"data": await ask(url, "no-key", document, json.loads(variables)), "errors": []}))
    except TransportQueryError as error:
        print(json.dumps({"data": error.data, "errors": error.errors}))


asyncio.run(main(*sys.argv[1:]))
