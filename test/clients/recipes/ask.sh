#!/bin/sh
# ask.sh URL KEY DOCUMENT VARIABLES
url=$1 key=$2 document=$3 variables=$4
# region recipe
curl -sG "$url" -H "authorization: Bearer $key" \
  --data-urlencode "query=$document" --data-urlencode "variables=$variables"
# endregion
