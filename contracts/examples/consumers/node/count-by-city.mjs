// Counts the calls by city out of the stream governance.grid.events. npm install amqplib
//   node count-by-city.mjs AMQP_URI first|saved|2026-11-01T00:00:00Z STATE_FILE
// Prints {"5101":3,…} when nothing has come for IDLE_SECONDS (3); a real consumer goes on for ever.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import amqp from 'amqplib';

const [uri, from, file] = process.argv.slice(2);
if (!file) { console.error('count-by-city.mjs AMQP_URI first|saved|TIME STATE_FILE'); process.exit(2); }
const idle = 1000 * (process.env.IDLE_SECONDS ?? 3);
const state = from === 'saved' ? JSON.parse(readFileSync(file, 'utf8')) : { calls: {} };
if (from !== 'saved' && from !== 'first') state.since = Date.parse(from);
const saved = state.offset;                                     // undefined: nothing has come yet, and this run begins as the first did
// The saved one itself, which was counted: only if it comes again is this the stream that it was saved of, with nothing missing behind it.
// By time the broker begins with the chunk that holds what came in at that time by its own clock, which may be slow: a minute earlier, and what happened before the time is dropped below.
const offset = saved ?? (state.since === undefined ? 'first' : { '!': 'timestamp', value: Math.floor(state.since / 1000) - 60 });

const connection = await amqp.connect(uri);
const channel = await connection.createChannel();
await channel.prefetch(200);                                   // a stream has to have a limit, and acknowledgements

// Counts and offset in one file, replaced at once: neither is ever ahead of the other. In a database: one transaction.
const save = () => { writeFileSync(`${file}.new`, JSON.stringify(state)); renameSync(`${file}.new`, file); };

// The stream keeps 90 days or 20 GB, and a broker that was lost comes back with an empty one that counts from 0 again: what lies between is in the feed alone.
const gap = () => console.error(`gap: offset ${saved} of the stream is not the event that was saved any more: count anew, out of the feed`);

let timer, unsaved = 0, begun = false;
const finish = async () => {
  save();
  if (saved !== undefined && !begun) gap();
  const counts = {};
  for (const { area } of Object.values(state.calls)) if (area) counts[area.slice(0, 4)] = (counts[area.slice(0, 4)] ?? 0) + 1;
  console.log(JSON.stringify(Object.fromEntries(Object.entries(counts).sort())));
  await connection.close();
};
const wait = () => { clearTimeout(timer); timer = setTimeout(finish, idle); };
wait();

await channel.consume('governance.grid.events', message => {
  wait();
  const { 'x-stream-offset': at, 'ce-id': id, 'ce-type': type, 'ce-subject': subject, 'ce-sequence': sequence, 'ce-time': time } = message.properties.headers;
  if (!begun) {
    begun = true;
    if (saved !== undefined && (at !== saved || id !== state.id)) gap();
    if (saved === undefined && state.since === undefined) state.whole = at === 0;   // then every subject that comes later comes with its 1
  }
  const known = state.calls[subject];
  // Else it was before the time that was asked for, or it was seen: delivery is at least once.
  if (!(Date.parse(time) < state.since) && (!known || sequence > known.sequence)) {
    const next = known ? known.sequence + 1 : saved !== undefined && state.whole ? 1 : sequence;
    if (sequence > next) console.error(`missed ${subject} ${next} to ${sequence - 1}`);
    // What is not known is skipped, and its number kept: events grow.
    const area = type === 'governance.grid.v1.CallOpened' || (type === 'governance.grid.v1.CallMoved' && known?.area) ? JSON.parse(message.content).area : known?.area;
    state.calls[subject] = { sequence, area };
  }
  [state.offset, state.id] = [at, id];
  channel.ack(message);
  if (++unsaved % 1000 === 0) save();
}, { noAck: false, arguments: { 'x-stream-offset': offset } });
