#!/bin/sh
# follow.sh URL KEY DOCUMENT VARIABLES
url=$1 key=$2 document=$3 variables=$4
# region recipe
curl -sNG "$url" -H "authorization: Bearer $key" -H 'accept: text/event-stream' \
  --data-urlencode "query=$document" --data-urlencode "variables=$variables"
# endregion
