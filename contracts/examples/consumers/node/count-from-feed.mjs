// Counts the calls by city out of the feed governance.grid.v1.Feed/Read, and follows it. npm install @grpc/grpc-js @grpc/proto-loader
//   GATEWAY=https://localhost:8443 CA=ca.pem CLIENT_ID=… CLIENT_SECRET=… [UNTIL_NOW=1] node count-from-feed.mjs STATE_FILE
// Goes on from STATE_FILE, or begins with the oldest event that is kept. Prints {"5101":3,…} whenever it has come to the end of the log; with UNTIL_NOW=1 it ends there.
// The scope grid.feed.read. TOKEN_URL, where tokens come from elsewhere.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';                              // comes with proto-loader

const { GATEWAY, CA, CLIENT_ID, CLIENT_SECRET, TOKEN_URL, UNTIL_NOW } = process.env;
const file = process.argv[2];
if (!file || !GATEWAY) { console.error('GATEWAY=… CA=… CLIENT_ID=… CLIENT_SECRET=… node count-from-feed.mjs STATE_FILE'); process.exit(2); }
const ca = CA && readFileSync(CA);
const protos = new URL('../../../proto', import.meta.url).pathname;
const { governance } = grpc.loadPackageDefinition(loader.loadSync('governance/grid/v1/feed_service.proto', { includeDirs: [protos], longs: String, defaults: true }));
const feed = new governance.grid.v1.Feed(new URL(GATEWAY).host, GATEWAY.startsWith('https:') ? grpc.credentials.createSsl(ca) : grpc.credentials.createInsecure(),
  { 'grpc.keepalive_time_ms': 30_000 });                        // a connection that broke in silence is noticed
// Of google.rpc what tells why a stream has ended.
const rpc = protobuf.parse('syntax = "proto3"; message Any { string typeUrl = 1; bytes value = 2; } message Status { repeated Any details = 3; } message ErrorInfo { string reason = 1; }').root;
const reasonOf = error => {
  const status = error.metadata?.get('grpc-status-details-bin')?.[0];
  const info = status && rpc.lookupType('Status').decode(status).details.find(d => d.typeUrl.endsWith('/google.rpc.ErrorInfo'));
  return info ? rpc.lookupType('ErrorInfo').decode(info.value).reason : grpc.status[error.code];
};

// Rows and token in one file, replaced at once: neither is ever ahead of the other. In a database: one transaction.
let state = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { resumeToken: '', calls: {} };
const save = () => { writeFileSync(`${file}.new`, JSON.stringify(state)); renameSync(`${file}.new`, file); };

// A token lasts 30 minutes; it is kept until a stream ends with it.
let bearer;
const getToken = () => new Promise((resolve, reject) => {
  const url = new URL(TOKEN_URL ?? '/connect/token', GATEWAY);
  (url.protocol === 'https:' ? https : http).request(url, { ca, method: 'POST', timeout: 10_000, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, answer => {
    let text = '';
    answer.on('data', part => text += part).on('end', () => answer.statusCode === 200 ? resolve(JSON.parse(text).access_token) : reject(new Error(`no token: ${answer.statusCode} ${text}`)));
  }).on('timeout', function () { this.destroy(new Error('no token: time-out')); }).on('error', reject)
    .end(new URLSearchParams({ grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET, scope: 'grid.feed.read' }).toString());
});

function take({ type, subject, sequence, json }) {
  const known = state.calls[subject];
  if (known && sequence <= known.sequence) return;              // seen
  if (type.endsWith('.CallMoved') && !known) return;            // its opening lies before the log, or outside what we may see
  state.calls[subject] = { sequence, area: JSON.parse(json).area };
}

function print() {
  const counts = {};
  for (const { area } of Object.values(state.calls)) counts[area.slice(0, 4)] = (counts[area.slice(0, 4)] ?? 0) + 1;
  console.log(JSON.stringify(Object.fromEntries(Object.entries(counts).sort())));
}

// One call; gives how it ended. Only the types that we count: then numbers of a subject jump, and nothing is to be concluded from it.
const readOn = () => new Promise(resolve => {
  const metadata = new grpc.Metadata();
  metadata.set('authorization', `Bearer ${bearer}`);
  const request = { resumeToken: state.resumeToken, types: ['governance.grid.v1.CallOpened', 'governance.grid.v1.CallMoved'], untilNow: !!UNTIL_NOW };
  let unsaved = 0, live = false, came = false, ended = false;
  const end = reason => { ended = true; save(); resolve({ reason, came }); };
  feed.Read(request, metadata)
    .on('data', item => {
      if (ended) return;                                        // the next call sends it again
      came = true;
      if (item.event) take(item.event);
      state.resumeToken = item.resumeToken;                     // of marks too: they spare looking again at what we do not want
      live = item.live;
      if (live || ++unsaved % 1000 === 0) save();
      if (live) print();
    })
    .on('error', error => end(reasonOf(error)))
    .on('end', () => ended || end(live ? 'COMPLETE' : 'ENDED'));
});

for (let pause = 500; ;) {
  let end;
  try {
    bearer ??= await getToken();
    end = await readOn();
  } catch (error) {
    end = { reason: error.message };
  }
  if (UNTIL_NOW && end.reason === 'COMPLETE') break;            // anything else, and it is not complete
  console.error(end.reason);
  if (end.came) pause = 500;
  switch (end.reason) {
    case 'TOKEN_EXPIRED': case 'TOKEN_INVALID': case 'TOKEN_MISSING_OR_INVALID': bearer = undefined; break;
    case 'RIGHTS_CHANGED': break;                               // on with what is left; whoever is shown more from now on, and wants what was hidden so far, begins anew
    // Events behind our place are no longer kept; or it is a place of another system, or of one that was set back: nothing that we hold is certain.
    case 'POSITION_TOO_OLD': case 'POSITION_UNKNOWN': state = { resumeToken: '', calls: {} }; break;
    case 'PERMISSION_MISSING': case 'INVALID_FIELDS': process.exit(1);
  }
  // At once after an orderly end; but whatever happens again and again is not asked for without a pause.
  await new Promise(r => setTimeout(r, pause));
  pause = Math.min(pause * 2, 30_000);
}
feed.close();
