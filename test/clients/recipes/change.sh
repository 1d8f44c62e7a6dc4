#!/bin/sh
# change.sh URL KEY BODY
url=$1 key=$2 body=$3
# region recipe
curl -s "$url" -H "authorization: Bearer $key" -H 'content-type: application/json' -d "$body"
# endregion
