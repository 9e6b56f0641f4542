// OCI archives as the two scripts beside see them: a tar of blobs by digest, and in it layers that are tars themselves.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const block = 512;
export const digest = bytes => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
export const pathOf = d => `blobs/${d.replace(':', '/')}`;
export const json = value => Buffer.from(JSON.stringify(value));

/** The entries of a tar: ustar, with the names that pax headers give. */
export function readTar(bytes) {
  const entries = [];
  const text = (at, length) => bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '');
  const number = (at, length) => parseInt(text(at, length).trim() || '0', 8);
  for (let at = 0, pax = {}; at + block <= bytes.length && bytes[at] !== 0;) {
    const [size, type] = [number(at + 124, 12), text(at + 156, 1) || '0'];
    const data = bytes.subarray(at + block, at + block + size);
    if (type === 'x') for (const [, key, value] of data.toString('utf8').matchAll(/\d+ ([^=\n]+)=([^\n]*)\n/g)) pax[key] = value;
    else if (type === '0' || type === '5') {
      const prefix = text(at + 345, 155);
      entries.push({ name: pax.path ?? (prefix ? `${prefix}/` : '') + text(at, 100), mode: number(at + 100, 8), directory: type === '5', data });
      pax = {};
    } else if (type !== 'g') throw new Error(`a tar entry of type ${type} is none of ours`);
    at += block + Math.ceil(size / block) * block;
  }
  return entries;
}

/** The same bytes for the same entries: in order of their names, of one time, nobody's. */
export function writeTar(entries, time) {
  const parts = [];
  const header = (name, mode, size, type) => {
    const head = Buffer.alloc(block);
    head.write(name, 0, 100);
    for (const [value, at, length] of [[mode, 100, 8], [0, 108, 8], [0, 116, 8], [size, 124, 12], [time, 136, 12]]) head.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at);
    head.write('        ', 148);
    head.write(type, 156);
    head.write('ustar\x0000', 257);
    head.write(`${head.reduce((sum, b) => sum + b, 0).toString(8).padStart(6, '0')}\0 `, 148);
    parts.push(head);
  };
  const body = data => parts.push(data, Buffer.alloc((block - (data.length % block)) % block));
  for (const { name, mode, directory, data } of [...entries].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))) {
    if (Buffer.byteLength(name) > 100) {
      let record = ` path=${name}\n`;
      let length = Buffer.byteLength(record) + 2;
      while (`${length}`.length + Buffer.byteLength(record) !== length) length = `${length}`.length + Buffer.byteLength(record);
      record = Buffer.from(`${length}${record}`);
      header('pax', 0o644, record.length, 'x');
      body(record);
    }
    header(Buffer.byteLength(name) > 100 ? 'long' : name, mode, directory ? 0 : data.length, directory ? '5' : '0');
    if (!directory) body(data);
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** An archive: its index, and its blobs by digest. */
export function readArchive(file) {
  const files = new Map(readTar(readFileSync(file)).map(e => [e.name.replace(/^\.\//, ''), e.data]));
  const blob = d => files.get(pathOf(d)) ?? (() => { throw new Error(`${file} has no ${d}`); })();
  return { index: JSON.parse(files.get('index.json')), blob };
}

/** Every manifest below a descriptor, and every blob. */
export function* below(descriptor, blob) {
  yield descriptor;
  if (!/(manifest|index|manifest\.list)\.v\d\+json$/.test(descriptor.mediaType)) return;
  const manifest = JSON.parse(blob(descriptor.digest));
  for (const inner of manifest.manifests ?? [manifest.config, ...manifest.layers]) yield* below(inner, blob);
}
