#!/usr/bin/env bash
# A partner's first calls as JSON over HTTP.
#   GATEWAY=https://localhost:8443 CA=ca.pem CLIENT_ID=… CLIENT_SECRET=… [CERTIFICATE=NUMBER:CODE] ./partner.sh
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
json() { node -p "const a = JSON.parse(require('fs').readFileSync('$1')); $2"; }

# 1. A token; keep it until it expires.
curl -sf --cacert "$CA" "$GATEWAY/connect/token" -d grant_type=client_credentials -d "client_id=$CLIENT_ID" -d "client_secret=$CLIENT_SECRET" >"$work/token"
call() { curl -s --max-time 10 --cacert "$CA" -H "Authorization: Bearer $(json "$work/token" a.access_token)" -H 'Content-Type: application/json' "$@"; }
curl -sf --cacert "$CA" "$GATEWAY/.well-known/receipt-keys" >"$work/keys"

# 2. Is the connection right? Who am I, what may I do, where, what is left.
call -f "$GATEWAY/grid/v1/connection" >"$work/me"

# 3. Open a call; the same requestId again has no second effect and gets the same answer.
cat >"$work/open" <<JSON
{"requestId": "$(cat /proc/sys/kernel/random/uuid)", "text": "小区东门路灯不亮已三天", "placeCode": "510104017001", "categoryCode": "0201", "source": "CALL_SOURCE_AGENCY",
 "contact": {"name": "王小明", "phone": "13812345678"}}
JSON
call -f -D "$work/headers" "$GATEWAY/grid/v1/calls" --data-binary "@$work/open" >"$work/call"
call -f "$GATEWAY/grid/v1/calls" --data-binary "@$work/open" >"$work/again"
id=$(json "$work/call" a.id)

# 4. The receipt, verified offline with the published key.
receipt=$(sed -n 's/^governance-receipt: *//Ip' "$work/headers" | tr -d '\r')
node "$here/../verify-receipt.mjs" "$work/keys" "$receipt" "$work/open" "$work/call" >"$work/receipt"

# 5. Its progress. 6. Refer somebody who may need help. 7. Is a paper genuine?
call -f "$GATEWAY/grid/v1/calls/$id/steps" >"$work/steps"
call -f "$GATEWAY/welfare/v1/cases" -d "{\"requestId\": \"$(cat /proc/sys/kernel/random/uuid)\", \"divisionCode\": \"510104017001\", \"summary\": \"学校报告：多日缺课\"}" >"$work/case"
paper=${CERTIFICATE:-SC-2026-0000000000:0000000000000000}
call "$GATEWAY/volunteers/v1/certificates:verify?number=${paper%%:*}&verificationCode=${paper##*:}" >"$work/paper"

# 8. What have I called today (China's day)? Up to a second ago: wait for the calls of just now.
# A report a second is what a client may ask for.
for _ in $(seq 8); do
  call -f "$GATEWAY/usage/v1?from=$(date -u -d '+8 hours' +%F)" >"$work/usage"
  ! grep -q VerifyCertificate "$work/usage" || break
  sleep 1
done

node -e "
const read = name => JSON.parse(require('fs').readFileSync('$work/' + name));
const me = read('me'), paper = read('paper');
console.log(JSON.stringify({ client: me.clientId, methods: me.methods.map(m => m.method), writesLeft: me.quotas.find(q => q.kind === 'Write').left, call: read('call').id,
  repeated: read('again').id === read('call').id, receipt: read('receipt').result, progress: read('steps').steps.map(s => s.kind), case: read('case').id, caseState: read('case').state,
  usage: Object.fromEntries(read('usage').rows.map(r => [r.method, r.ok + r.refused + r.failed])),
  certificate: paper.valid ? 'genuine' : paper.code === 5 ? 'unknown' : 'withdrawn' }));
"
