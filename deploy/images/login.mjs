// Who pushes: what docker, podman or oras have kept for a registry.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';

const port = open => (open ? ':80' : ':443');

// With and without the port that goes without saying.
function hostsOf(host, open) {
  const bare = host.endsWith(port(open)) ? host.slice(0, -port(open).length) : host;
  return [host, bare, /:\d+$/.test(bare) ? null : bare + port(open)].filter((h, at, all) => h && all.indexOf(h) === at);
}

/** Every way in which those tools may have written down a registry: with and without the port that goes without saying, with the scheme, with the path of the first protocol. */
export function namesOf(host, open = false) {
  return hostsOf(host, open).flatMap(h => [h, ...['', '/', '/v1/', '/v2/'].flatMap(path => [`https://${h}${path}`, `http://${h}${path}`])]);
}

/** `user:password` for a registry or a repository in it (HOST/PATH), or null. podman keeps a login to a path as well, which goes before the registry's: the longest first. */
export function login(reference, open, env = process.env, ask = askHelper) {
  if (env.DOTNET_CONTAINER_REGISTRY_UNAME) return `${env.DOTNET_CONTAINER_REGISTRY_UNAME}:${env.DOTNET_CONTAINER_REGISTRY_PWORD ?? ''}`;
  const [host, ...path] = reference.split('/');
  const names = path.map((_, at) => path.slice(0, path.length - at).join('/')).flatMap(p => hostsOf(host, open).map(h => `${h}/${p}`)).concat(namesOf(host, open));
  for (const file of [env.REGISTRY_AUTH_FILE, env.DOCKER_CONFIG && `${env.DOCKER_CONFIG}/config.json`, `${env.HOME ?? homedir()}/.docker/config.json`, env.XDG_RUNTIME_DIR && `${env.XDG_RUNTIME_DIR}/containers/auth.json`]) {
    if (!file || !existsSync(file)) continue;
    const config = JSON.parse(readFileSync(file));
    const kept = names.map(n => config.auths?.[n]?.auth).find(Boolean);
    const helper = names.map(n => config.credHelpers?.[n]).find(Boolean) ?? (kept ? null : config.credsStore);
    // A helper knows a registry by the name that was logged in to.
    for (const name of helper ? names : []) {
      const found = ask(helper, name);
      if (found) return found;
    }
    if (kept) return Buffer.from(kept, 'base64').toString();
  }
  return null;
}

function askHelper(helper, name) {
  try {
    const { Username, Secret } = JSON.parse(execFileSync(`docker-credential-${helper}`, ['get'], { input: name, stdio: ['pipe', 'pipe', 'ignore'] }));
    return `${Username}:${Secret}`;
  } catch {
    return null;      // it knows nothing of this registry
  }
}
