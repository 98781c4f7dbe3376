#!/usr/bin/env bash
# Asks a running service its main questions and says which answers are wrong. What it adds to the ledger it removes
# again; the audit trail keeps both.
# usage: scripts/smoke.sh BASE_URL TOKEN
set -uo pipefail

[[ $# -eq 2 ]] || { echo "usage: scripts/smoke.sh BASE_URL TOKEN" >&2; exit 2; }
for tool in curl jq; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: install it and start again." >&2; exit 2; }
done
base_url=${1%/} token=$2
folder=$(mktemp -d)
passed=0 wrong=0 added=""

# ask METHOD PATH [curl options]: sets status; the body and the headers lie in the folder.
ask() {
  local method=$1 path=$2
  shift 2
  : >"$folder/body"
  status=$(curl -sS --max-time 30 -o "$folder/body" -D "$folder/headers" -w '%{http_code}' \
    -X "$method" "$base_url$path" "$@" 2>"$folder/error") || status=000
}

as_user() { ask "$@" -H "Authorization: Bearer $token"; }

send() { as_user "$@" -H 'Content-Type: application/json'; }

header() { sed -nE "s/^$1: *([^\r]*).*/\1/Ip" "$folder/headers" | tail -n 1; }

judge() {
  if [[ $2 == true ]]; then
    passed=$((passed + 1))
    echo "ok    $1"
  else
    wrong=$((wrong + 1))
    echo "WRONG $1: status $status, $(cat "$folder/error"; head -c 300 "$folder/body" | tr '\n' ' ')"
  fi
}

# expect NAME STATUS-PATTERN [jq condition]: the last answer has such a status, and its body meets the condition.
expect() {
  local verdict=false
  # shellcheck disable=SC2053
  if [[ $status == $2 ]]; then
    if (($# < 3)) || jq -e "$3" "$folder/body" >/dev/null 2>&1; then verdict=true; fi
  fi
  judge "$1" "$verdict"
}

clean_up() {
  [[ -z $added ]] || as_user DELETE "/api/transactions/$added"
  rm -rf "$folder"
}
trap clean_up EXIT

failure='.success == false and .message == .detail and has("details") and (.request_id | length > 0)'

ask GET /
expect "the root says it is healthy" 200 '(.data // .).status == "healthy"'
ask GET /health
expect "alive" 200
ask GET /health/ready
expect "ready" 200
ask GET /openapi.json
expect "the API describes itself" 200 '(.openapi | startswith("3.1.")) and (.paths | length > 40)'

ask GET /api/portfolio/complete
expect "no token: 401" 401 \
  "$failure and .error == \"AuthenticationError\" and (.message | test(\"No credentials\"))"
ask GET /api/auth/validate -H 'Authorization: Bearer a.b.c'
expect "a forged token: 401" 401 "$failure"
as_user GET /api/auth/validate
expect "the token is valid" 200 '(.data // .) | .valid and (.user_id | length == 36)'
as_user GET /api/no-such-route
expect "an unknown route: 404 in the usual shape" 404 "$failure and .error == \"NotFoundError\""
judge "the request id is in the body and in the header" \
  "$([[ -n $(header X-Request-Id) && $(header X-Request-Id) == "$(jq -r .request_id "$folder/body")" ]] && echo true)"
as_user PATCH /api/transactions
expect "a wrong method: 405 in the usual shape" 405 "$failure"

row='{"symbol":"KO","transaction_type":"Buy","quantity":3,"price":61.25,"date":"2024-05-13","currency":"USD",'
row+='"commission":1,"notes":"smoke"}'
key="smoke-$(date +%s)-$RANDOM"
as_user GET '/api/transactions?limit=1'
expect "transactions are listed" 200 '(.data // .) | (.transactions | type == "array") and (.count | type == "number")'
before=$(jq '(.data // .).total // .metadata.total' "$folder/body")
send POST /api/transactions -H "Idempotency-Key: $key" -d "$row"
expect "a transaction is added" '20[01]' \
  '(.data // .).transaction | .symbol == "KO" and .quantity == 3 and .price == 61.25'
added=$(jq -r '(.data // .).transaction.id // empty' "$folder/body")
send POST /api/transactions -H "Idempotency-Key: $key" -d "$row"
expect "sent again with its key it is the same one" '20[01]' "(.data // .).transaction.id == \"$added\""
send PUT "/api/transactions/$added" -d "${row/\"quantity\":3/\"quantity\":4.5}"
expect "it is edited" 200 '(.data // .).transaction.quantity == 4.5'
as_user GET '/api/transactions?symbol=KO&from=2024-05-13&to=2024-05-13'
expect "the list shows it as edited" 200 \
  "[(.data // .).transactions[] | select(.id == \"$added\").quantity] == [4.5]"
send POST /api/transactions -d "${row/\"quantity\":3/\"quantity\":-3}"
expect "a negative quantity: 422 with the field" 422 \
  "$failure and .error == \"ValidationError\" and (.details | length > 0)"
sale=${row/Buy/Sell}
send POST /api/transactions -d "${sale/\"quantity\":3/\"quantity\":100000000}"
expect "selling more than is held: 409" 409 "$failure and .error == \"ConflictError\""
as_user DELETE "/api/transactions/$added"
expect "it is deleted" '20[04]'
[[ $status != 20[04] ]] || gone=$added added=""
as_user DELETE "/api/transactions/${gone:-none}"
expect "and then it is gone: 404" 404 "$failure"
as_user GET '/api/transactions?limit=1'
expect "the ledger is as it was" 200 "((.data // .).total // .metadata.total) == $before"

as_user GET /api/portfolio/complete
expect "the complete document" 200 \
  '.success and .metadata and (.data | has("portfolio_data") and has("performance_data") and
  has("allocation_data") and has("dividend_data") and has("transactions_summary"))'
tag=$(header ETag)
judge "it carries an ETag" "$([[ -n $tag ]] && echo true)"
as_user GET /api/portfolio/complete -H "If-None-Match: $tag"
expect "asked again with the ETag: 304" 304
judge "and no body" "$([[ $status == 304 && ! -s $folder/body ]] && echo true)"
as_user GET /api/complete -H 'X-API-Version: v1'
expect "the flat document of version 1" 200 '.success == true and (.portfolio_data.holdings | type == "array")
  and (.metadata.performance_metadata.data_sources | type == "array")
  and (.metadata.performance_metadata.cache_hit_ratio | type == "number") and has("performance_data")
  and has("allocation_data") and has("dividend_data") and has("transactions_summary")'
judge "versions are told apart by Vary" "$([[ $(header Vary) == *X-API-Version* ]] && echo true)"
for path in portfolio allocation 'portfolio/performance/historical?period=1M' analytics/summary analytics/holdings \
  analytics/performance analytics/lots analytics/realized analytics/dividends analytics/dividends/summary \
  analytics/dividends/calendar analytics/dividends/forecast dashboard notifications watchlist features; do
  as_user GET "/api/$path"
  expect "/api/$path" 200 '.success == true'
done

echo "smoke: $passed right, $wrong wrong"
((wrong == 0))
