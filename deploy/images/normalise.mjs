// normalise.mjs ARCHIVE TIME: rewrites an OCI archive of the SDK so that the same files give the same digests. The SDK dates every entry of its layer and the configuration by the clock, names entries of
// the tar after its own process, and puts them in the order in which the folder gives them; none of it can be set (10.0). TIME: seconds since 1970, the commit's. Prints the digest of the index.
// Compressed by gzip, whose output depends on no processor, unlike zlib's in node.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { digest, json, pathOf, readArchive, readTar, writeTar } from './archive.mjs';

const [file, seconds] = process.argv.slice(2);
const time = Number(seconds);
if (!Number.isInteger(time) || time < 0) throw new Error(`${seconds} is no time`);
const date = new Date(time * 1000).toISOString().replace('.000Z', 'Z');
const { index, blob } = readArchive(file);
const kept = new Map();
const keep = (bytes, descriptor) => {
  kept.set(pathOf(digest(bytes)), bytes);
  return { ...descriptor, digest: digest(bytes), size: bytes.length };
};

function image(descriptor) {
  const manifest = JSON.parse(blob(descriptor.digest));
  const config = JSON.parse(blob(manifest.config.digest));
  const ours = config.history.filter(h => !h.empty_layer).length === manifest.layers.length ? config.history.filter(h => /^\.NET SDK/.test(h.created_by ?? '')) : [];
  // The base's layers stay as they are; ours is the last one, and the only one that the SDK has made.
  const last = manifest.layers.length - 1;
  const tar = writeTar(readTar(gunzipSync(blob(manifest.layers[last].digest))), time);
  const layers = manifest.layers.map((layer, at) => keep(at === last ? execFileSync('gzip', ['-n', '-9'], { input: tar, maxBuffer: 1 << 30 }) : blob(layer.digest), layer));
  config.rootfs.diff_ids[last] = digest(tar);
  config.created = date;
  for (const entry of ours) entry.created = date;
  return keep(json({ ...manifest, config: keep(json(config), manifest.config), layers }), descriptor);
}
const rewritten = descriptor => {
  if (!/(index|manifest\.list)\.v\d\+json$/.test(descriptor.mediaType)) return image(descriptor);
  const list = JSON.parse(blob(descriptor.digest));
  return keep(json({ ...list, manifests: list.manifests.map(rewritten) }), descriptor);
};
const top = { ...index, manifests: index.manifests.map(rewritten) };
const files = [...kept].map(([name, data]) => ({ name, data, mode: 0o644 }));
files.push({ name: 'index.json', data: json(top), mode: 0o644 }, { name: 'oci-layout', data: json({ imageLayoutVersion: '1.0.0' }), mode: 0o644 });
writeFileSync(file, writeTar(files, time));
console.log(top.manifests[0].digest);
