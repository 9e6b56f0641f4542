// push.mjs ARCHIVE HOST/PATH/NAME TAG: puts an OCI archive into a registry as it is, every digest kept. What is there already is not sent again.
// Log in before (docker, podman, oras): $REGISTRY_AUTH_FILE, $DOCKER_CONFIG/config.json, ~/.docker/config.json or podman's auth.json is read, helpers asked; or DOTNET_CONTAINER_REGISTRY_UNAME and …_PWORD.
// http only to this machine, and to what DOTNET_CONTAINER_INSECURE_REGISTRIES names.
import { below, readArchive } from './archive.mjs';
import { login } from './login.mjs';

const [file, reference, tag] = process.argv.slice(2);
const [, host, name] = reference.match(/^([^/]+)\/(.+)$/);
const open = (process.env.DOTNET_CONTAINER_INSECURE_REGISTRIES ?? '').split(/[;,]/).includes(host) || /^(localhost|127\.0\.0\.1)(:|$)/.test(host);
// As an address says it: without the port that goes without saying.
const base = new URL(`${open ? 'http' : 'https'}://${host}`).origin;

const credentials = login(reference, open);
const basic = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
let authorization = null;
// A registry says itself how it wants to be asked: by password, or by a token from elsewhere.
async function authorize(challenge) {
  if (/^basic/i.test(challenge)) return (authorization = basic);
  const said = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
  const from = new URL(said.realm);
  if (said.service) from.searchParams.set('service', said.service);
  from.searchParams.set('scope', `repository:${name}:pull,push`);
  const answer = await fetch(from, { headers: basic ? { authorization: basic } : {} });
  if (!answer.ok) throw new Error(`${from.host} gives no token: ${answer.status}`);
  const { token, access_token } = await answer.json();
  return (authorization = `Bearer ${token ?? access_token}`);
}
async function ask(method, path, body, headers = {}) {
  for (let again = true; ; again = false) {
    const answer = await fetch(new URL(path, base), { method, body, headers: { ...headers, ...(authorization && new URL(path, base).origin === base ? { authorization } : {}) } });
    if (answer.status === 401 && again && await authorize(answer.headers.get('www-authenticate') ?? '')) continue;
    if (!answer.ok && !(method === 'HEAD' && answer.status === 404)) throw new Error(`${method} ${new URL(path, base).pathname}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

const { index, blob } = readArchive(file);
const root = index.manifests[0];
const everything = [...below(root, blob)];
const manifests = everything.filter(d => /(manifest|index|manifest\.list)\.v\d\+json$/.test(d.mediaType));
for (const { digest } of everything.filter(d => !manifests.includes(d)).filter((d, at, all) => all.findIndex(o => o.digest === d.digest) === at)) {
  if ((await ask('HEAD', `/v2/${name}/blobs/${digest}`)).ok) continue;
  const place = new URL((await ask('POST', `/v2/${name}/blobs/uploads/`)).headers.get('location'), base);
  place.searchParams.set('digest', digest);
  await ask('PUT', place, blob(digest), { 'content-type': 'application/octet-stream' });
}
// From within: an index is taken only when what it lists is there.
for (const { digest, mediaType } of manifests.reverse()) await ask('PUT', `/v2/${name}/manifests/${digest === root.digest ? tag : digest}`, blob(digest), { 'content-type': mediaType });
