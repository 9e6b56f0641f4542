// natives.mjs FOLDER ARCHITECTURE...: refuses what was published into FOLDER if something in it runs on one of the architectures (linux-x64, linux-arm64) and not on another: native libraries come with packages, and not every maker knows arm64.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...architectures] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(f => f.isFile()).map(f => join(f.parentPath ?? f.path, f.name));
const machines = { 0x3e: 'linux-x64', 0xb7: 'linux-arm64' };
const wrong = [];
const natives = new Map();
for (const file of files) {
  const bytes = readFileSync(file);
  if (bytes.length < 20 || bytes.readUInt32BE(0) !== 0x7f454c46) continue;      // ELF
  const path = file.slice(folder.length + 1);
  const rid = path.match(/^runtimes\/([^/]+)\/native\/(.+)$/);
  if (!rid) wrong.push(`${path} runs on ${machines[bytes.readUInt16LE(18)] ?? 'something else'} alone`);
  else natives.set(rid[2], [...(natives.get(rid[2]) ?? []), rid[1]]);
}
for (const [name, rids] of natives) for (const missing of architectures.filter(a => !rids.includes(a))) wrong.push(`${name} (${rids.join(', ')}) is not there for ${missing}`);
if (wrong.length) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
