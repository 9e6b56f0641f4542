// check-types.mjs: reads {"NAME": [object, …], …} from stdin, says per name what Kubernetes would refuse or silently drop: {"NAME": ["Kind/name: …", …], …}.
// The models' validators know types, required fields, enums and patterns; TypeScript knows unknown fields. Resources that no package describes are held against
// the schemas beside the tests (argument 1): only what the chart uses of them, and nothing else.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const packages = {
  'cert-manager.io': '@kubernetes-models/cert-manager', 'external-secrets.io': '@kubernetes-models/external-secrets',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api', 'keda.sh': '@kubernetes-models/keda', 'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};
const ajv = new Ajv({ allErrors: true, strict: false });
const ownSchemas = Object.fromEntries(readdirSync(process.argv[2]).filter(f => f.endsWith('.json')).map(f => {
  const schema = JSON.parse(readFileSync(join(process.argv[2], f)));
  return [`${schema.apiVersion}/${schema.kind}`, ajv.compile(schema.schema)];
}));

const sets = JSON.parse(readFileSync(0));
const found = Object.fromEntries(Object.keys(sets).map(name => [name, []]));
const work = mkdtempSync(join(here, '.types-'));      // below node_modules' parent, so that imports resolve
const sources = new Map();
try {
  for (const [name, objects] of Object.entries(sets)) {
    const lines = ['export {};'];
    for (const object of objects) {
      const { apiVersion, kind } = object, called = `${kind}/${object.metadata?.name}`;
      const say = text => found[name].push(`${called}: ${text}`);
      const own = ownSchemas[`${apiVersion}/${kind}`];
      if (own) {
        if (!own(object)) for (const e of own.errors) say(`${e.instancePath} ${e.message} ${e.params.additionalProperty ?? ''}`.trim());
        continue;
      }
      const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
      const module = `${packages[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
      // The package also knows what newer servers no longer serve. KEDA has never had another version.
      if ((/(alpha|beta)\d/.test(apiVersion) && group !== 'keda.sh') || !existsSync(join(here, 'node_modules', `${module}.js`))) { say(`no package or schema knows ${apiVersion} ${kind}`); continue; }
      const model = (await import(module))[kind];
      try { new model(object).validate(); } catch (e) { say(e.message); }
      lines.push(`((x: import(${JSON.stringify(module)}).I${kind}) => x)(${JSON.stringify(object)}); // ${called}`);
    }
    const file = join(work, `set${sources.size}.ts`);
    writeFileSync(file, lines.join('\n'));
    sources.set(file, name);
  }
  const program = ts.createProgram([...sources.keys()], {
    noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  for (const file of sources.keys()) {
    const source = program.getSourceFile(file);
    for (const d of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
      const line = source.text.slice(0, d.start).split('\n').length - 1;
      const called = source.text.split('\n')[line].split(' // ').at(-1);
      found[sources.get(file)].push(`${called}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`);
    }
  }
} finally {
  rmSync(work, { recursive: true });
}
console.log(JSON.stringify(found));
