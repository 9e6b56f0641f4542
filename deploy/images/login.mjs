// Who pushes: what docker, podman or oras have kept for a registry.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';

const port = open => (open ? ':80' : ':443');

/** Every way in which those tools may have written down a registry: with and without the port that goes without saying, with the scheme, with the path of the first protocol. */
export function namesOf(host, open = false) {
  const bare = host.endsWith(port(open)) ? host.slice(0, -port(open).length) : host;
  const hosts = [host, bare, /:\d+$/.test(bare) ? null : bare + port(open)].filter((h, at, all) => h && all.indexOf(h) === at);
  return hosts.flatMap(h => [h, ...['', '/', '/v1/', '/v2/'].flatMap(path => [`https://${h}${path}`, `http://${h}${path}`])]);
}

/** `user:password` for the registry, or null. */
export function login(host, open, env = process.env, ask = askHelper) {
  if (env.DOTNET_CONTAINER_REGISTRY_UNAME) return `${env.DOTNET_CONTAINER_REGISTRY_UNAME}:${env.DOTNET_CONTAINER_REGISTRY_PWORD ?? ''}`;
  const names = namesOf(host, open);
  for (const path of [env.REGISTRY_AUTH_FILE, env.DOCKER_CONFIG && `${env.DOCKER_CONFIG}/config.json`, `${env.HOME ?? homedir()}/.docker/config.json`, env.XDG_RUNTIME_DIR && `${env.XDG_RUNTIME_DIR}/containers/auth.json`]) {
    if (!path || !existsSync(path)) continue;
    const config = JSON.parse(readFileSync(path));
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
