// sbom.mjs NAME VERSION BASE FOLDER: writes FOLDER/sbom.cdx.json, the bill of materials (CycloneDX 1.6) of what was published into FOLDER.
// Out of the .deps.json by which the process itself finds its libraries: what is listed there is in the image, and nothing else is. Licences stand in each package's own description.
// The same publish gives the same bytes: no time, no random number.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const [name, version, base, folder] = process.argv.slice(2);
const packages = process.env.NUGET_PACKAGES || join(homedir(), '.nuget', 'packages');
const files = readdirSync(folder).filter(f => f.endsWith('.deps.json'));
if (files.length !== 1) throw new Error(`${folder} has ${files.length} .deps.json`);
const deps = JSON.parse(readFileSync(join(folder, files[0])));
const target = deps.targets[deps.runtimeTarget.name];
const root = Object.keys(target)[0];

const tag = (xml, element) => xml.match(new RegExp(`<${element}(?:\\s[^>]*)?>([^<]*)</${element}>`))?.[1].trim();
const purl = library => `pkg:nuget/${library.replace('/', '@')}`;
const reference = library => (deps.libraries[library].type === 'package' ? purl(library) : `governance:${library.split('/')[0]}`);

// <license type="expression"> is SPDX; of a file only the name is known; older packages have an address.
function licences(library) {
  const [id, number] = library.toLowerCase().split('/');
  const nuspec = join(packages, id, number, `${id}.nuspec`);
  if (!existsSync(nuspec)) throw new Error(`${nuspec} is missing: restored elsewhere? (NUGET_PACKAGES)`);
  const xml = readFileSync(nuspec, 'utf8').replace(/<!--[\s\S]*?-->/g, '');
  const expression = xml.match(/<license\s+type="expression"[^>]*>([^<]*)</)?.[1].trim();
  if (expression) return [/[ ()]/.test(expression) ? { expression } : { license: { id: expression } }];
  const address = tag(xml, 'licenseUrl');
  const file = xml.match(/<license\s+type="file"[^>]*>([^<]*)</)?.[1].trim();
  if (file) return [{ license: { name: `${library.split('/')[0]}, file ${file}` } }];
  return address ? [{ license: { name: address.split('/').at(-1) || address, url: address } }] : [];
}

// A package's libraries are not always called like it: which file is whose.
const filesOf = library => Object.keys(target[library].runtime ?? {}).map(f => ({ name: 'governance:file', value: f.split('/').at(-1) }));

const component = library => {
  const [id, number] = library.split('/');
  if (deps.libraries[library].type !== 'package') return { type: 'library', 'bom-ref': reference(library), group: 'governance', name: id, version, properties: filesOf(library) };
  const sha512 = deps.libraries[library].sha512.replace(/^sha512-/, '');
  return {
    type: 'library', 'bom-ref': purl(library), name: id, version: number, hashes: [{ alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') }], licenses: licences(library), purl: purl(library), properties: filesOf(library),
  };
};
const byReference = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const libraries = Object.keys(target).filter(l => l !== root && deps.libraries[l].type !== 'reference').sort(byReference);
const [image, imageTag = ''] = base.split(/:(?=[^/]*$)/);
const bom = {
  bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
  metadata: {
    component: { type: 'container', 'bom-ref': `governance:image/${name}`, group: 'governance', name, version },
    tools: { components: [{ type: 'application', name: 'deploy/images/sbom.mjs' }] },
  },
  components: [{ type: 'container', 'bom-ref': `base:${base}`, name: image, version: imageTag }, ...libraries.map(component)],
  dependencies: [
    { ref: `governance:image/${name}`, dependsOn: [`base:${base}`, ...Object.entries(target[root].dependencies ?? {}).map(d => d.join('/')).filter(l => target[l]).map(reference)].sort(byReference) },
    ...libraries.map(l => ({ ref: reference(l), dependsOn: Object.entries(target[l].dependencies ?? {}).map(d => d.join('/')).filter(d => target[d]).map(reference).sort(byReference) })),
  ],
};
// A name that stays the same as long as the content does (RFC 9562, version 8).
const hash = createHash('sha256').update(JSON.stringify(bom)).digest('hex');
bom.serialNumber = `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 1)}\n`);
