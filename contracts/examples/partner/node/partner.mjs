// A partner's first calls over gRPC. npm install @grpc/grpc-js @grpc/proto-loader
//   GATEWAY=https://localhost:8443 CA=ca.pem CLIENT_ID=… CLIENT_SECRET=… [CERTIFICATE=NUMBER:CODE] node partner.mjs
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { verifyReceipt } from '../verify-receipt.mjs';

const { GATEWAY, CA, CLIENT_ID, CLIENT_SECRET, CERTIFICATE } = process.env;
const ca = readFileSync(CA);
const fetchText = (path, form, bearer) => new Promise((resolve, reject) => {
  const body = form && new URLSearchParams(form).toString();
  https.request(new URL(path, GATEWAY), { ca, method: form ? 'POST' : 'GET', headers: form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : bearer ? { Authorization: `Bearer ${bearer}` } : {} }, answer => {
    let text = '';
    answer.on('data', part => text += part).on('end', () => answer.statusCode < 300 ? resolve(text) : reject(new Error(text)));
  }).on('error', reject).end(body);
});

// 1. A token; keep it until it expires.
const token = JSON.parse(await fetchText('/connect/token', { grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET })).access_token;
const keys = JSON.parse(await fetchText('/.well-known/receipt-keys'));

const protos = new URL('../../../proto', import.meta.url).pathname;
const { governance } = grpc.loadPackageDefinition(loader.loadSync(['grid/v1/calls_service', 'grid/v1/connections_service', 'welfare/v1/cases_service', 'volunteers/v1/records_service']
  .map(file => `governance/${file}.proto`), { includeDirs: [protos], enums: String, longs: String, defaults: true }));
const bearer = grpc.credentials.createFromMetadataGenerator((_, done) => { const m = new grpc.Metadata(); m.set('authorization', `Bearer ${token}`); done(null, m); });
const credentials = grpc.credentials.combineChannelCredentials(grpc.credentials.createSsl(ca), bearer);
const client = Service => new Service(new URL(GATEWAY).host, credentials);

// Each call has a deadline. The bytes are kept as they were sent and got: that is what a receipt is about.
const call = (service, method, request) => new Promise((resolve, reject) => {
  const { path, requestSerialize, responseDeserialize } = service.constructor.service[method];
  const sent = requestSerialize(request);
  let got, answer;
  const running = service.makeUnaryRequest(path, bytes => bytes, bytes => bytes, sent, new grpc.Metadata(), { deadline: Date.now() + 10_000 }, (error, bytes) => error ? reject(error) : (got = bytes, answer = responseDeserialize(bytes)));
  running.on('status', status => answer && resolve({ answer, sent, got, receipt: status.metadata.get('governance-receipt')[0] }));
});

// 2. Is the connection right? Who am I, what may I do, where, what is left.
const { answer: me } = await call(client(governance.grid.v1.Connections), 'GetConnection', {});
const told = { client: me.clientId, methods: me.methods.map(m => m.method), writesLeft: me.quotas.find(q => q.kind === 'Write').left };

// 3. Follow the progress of calls from now on.
const calls = client(governance.grid.v1.Calls);
const watch = calls.WatchCalls({}, { deadline: Date.now() + 30_000 });
const changes = [];
const ready = new Promise(resolve => watch.on('data', change => { changes.push(change); if (change.kind === 'Ready') resolve(); }));
watch.on('error', () => {});
await ready;

// 4. Open a call; the same request_id again has no second effect and gets the same answer.
const open = { requestId: randomUUID(), text: '小区东门路灯不亮已三天', placeCode: '510104017001', categoryCode: '0201', source: 'CALL_SOURCE_AGENCY', contact: { name: '王小明', phone: '13812345678' } };
const first = await call(calls, 'OpenCall', open);
const again = await call(calls, 'OpenCall', open);
told.call = first.answer.id;
told.repeated = again.answer.id === first.answer.id;
told.receipt = verifyReceipt(keys, first.receipt, first.sent, first.got).result;
for (let i = 0; i < 100 && !changes.some(c => c.call?.id === told.call); i++) await new Promise(r => setTimeout(r, 100));
told.progress = changes.filter(c => c.call?.id === told.call).map(c => c.kind);
watch.cancel();

// 5. Refer somebody who may need help. 6. Is a paper genuine?
const { answer: referred } = await call(client(governance.welfare.v1.Cases), 'ReferCase', { requestId: randomUUID(), divisionCode: '510104017001', summary: '学校报告：多日缺课' });
told.case = referred.id;
told.caseState = referred.state;
const [number, verificationCode] = (CERTIFICATE ?? 'SC-2026-0000000000:0000000000000000').split(':');
told.certificate = await call(client(governance.volunteers.v1.Records), 'VerifyCertificate', { number, verificationCode })
  .then(({ answer }) => answer.valid ? 'genuine' : 'withdrawn', error => error.code === grpc.status.NOT_FOUND ? 'unknown' : Promise.reject(error));

// 7. What have I called today (China's day)? Up to a second ago: wait for the calls of just now.
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
told.usage = {};
for (let i = 0; i < 8 && !told.usage['governance.volunteers.v1.Records/VerifyCertificate']; i++) {
  if (i > 0) await new Promise(r => setTimeout(r, 1000));    // a report a second is what a client may ask for
  const { rows } = JSON.parse(await fetchText(`/usage/v1?from=${today}`, null, token));
  told.usage = Object.fromEntries(rows.map(r => [r.method, r.ok + r.refused + r.failed]));
}
console.log(JSON.stringify(told));
process.exit(0);
