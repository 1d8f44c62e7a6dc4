"""Follow the feed, or one customer, of Elo by server-sent events. It needs the standard library only.

    ELO_URL=http://localhost:4000/graphql ELO_API_KEY=… CUSTOMER_ID=cus_… python3 examples/follow.py
"""
import http.client, json, os, random, time, urllib.error, urllib.request

URL = os.environ.get("ELO_URL", "http://localhost:4000/graphql")
KEY = os.environ.get("ELO_API_KEY")
CUSTOMER = os.environ.get("CUSTOMER_ID")
POSITION_FILE = os.environ.get("POSITION_FILE", "elo.position")
FIELDS = "change cursor interaction { id revision summary }"
QUERY = (
    f"subscription FollowCustomer($id: ID!, $after: String) {{ event: customerHistory(customerId: $id, after: $after) {{ {FIELDS} }} }}"
    if CUSTOMER
    else f"subscription FollowFeed($after: String) {{ event: interactionFeed(after: $after) {{ {FIELDS} replayed }} }}"
)


def events(after):
    """The results of one connection, and the pause that Elo asks for as ("retry", seconds)."""
    variables = {"after": after, **({"id": CUSTOMER} if CUSTOMER else {})}
    headers = {"accept": "text/event-stream", "content-type": "application/json"}
    if KEY:
        headers["authorization"] = f"Bearer {KEY}"
    body = json.dumps({"query": QUERY, "variables": variables}).encode()
    # Elo sends a comment every 12 seconds, so a connection that is silent for 30 is dead.
    with urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=30) as response:
        kind, data = "", ""
        for line in response:
            field, _, value = line.decode().rstrip("\r\n").partition(": ")
            if field == "retry":
                yield "retry", int(value) / 1000
            elif field == "event":
                kind = value
            elif field == "data":
                data += value
            elif field == "" and kind:
                yield kind, json.loads(data) if data else None
                kind, data = "", ""


def handle(event):
    """Your own change. Store the cursor in the same transaction to handle each event exactly once."""
    print(event["change"], (event["interaction"] or {}).get("summary", ""), flush=True)
    with open(POSITION_FILE + ".next", "w") as file:
        file.write(event["cursor"])
    os.replace(POSITION_FILE + ".next", POSITION_FILE)


after = open(POSITION_FILE).read() if os.path.exists(POSITION_FILE) else None
pause, asked = 0.25, None
while True:
    try:
        for kind, value in events(after):
            if kind == "retry":
                asked = value
            elif kind == "complete":
                raise SystemExit("Elo completed the stream")
            elif value and value.get("data"):
                event, pause = value["data"]["event"], 0.25
                # The position of a stream that was resumed is known already.
                if event["change"] != "POSITION" or after is None:
                    handle(event)
                after = event["cursor"]
            else:
                extensions = value["errors"][0].get("extensions", {})
                if not extensions.get("retryable"):
                    raise SystemExit(value["errors"][0]["message"])
                asked = extensions.get("retryAfterMs", 0) / 1000 or asked
    except urllib.error.HTTPError as error:
        if error.code < 500 and error.code != 429:
            raise SystemExit(f"Elo answered with {error.code}")
        asked = float(error.headers.get("retry-after") or 0) or None
    except (OSError, ValueError, http.client.HTTPException):
        pass  # The connection broke.
    time.sleep(asked or pause * random.uniform(0.5, 1))
    pause, asked = min(30, pause * 2), None
