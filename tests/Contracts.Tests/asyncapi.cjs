// asyncapi.cjs FILE: validates an AsyncAPI document with the parser of contracts/node_modules (working directory: contracts/).
const { createRequire } = require('node:module');
const { fromFile, Parser } = createRequire(process.cwd() + '/package.json')('@asyncapi/parser');

fromFile(new Parser(), process.argv[2]).parse().then(({ document, diagnostics }) => {
  // 0 error, 1 warning; below are hints, such as a newer version of AsyncAPI.
  const bad = diagnostics.filter(d => d.severity <= 1);
  for (const d of bad) console.log(`${d.path.join('.')}: ${d.message}`);
  if (document) console.log(`${document.channels().all().length} channels, ${document.components().messages().all().length} messages`);
  process.exitCode = bad.length ? 1 : 0;
});
