// Verifies a signed receipt offline: no network, only the keys that the gateway had published.
//   curl -s $GATEWAY/.well-known/receipt-keys > keys.json                      (keep it; a receipt names its key)
//   node verify-receipt.mjs keys.json RECEIPT REQUEST_FILE ANSWER_FILE         (the bodies as they were sent and got)
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function verifyReceipt(keys, receipt, request, answer) {
  const [header, claims, signature] = receipt.split('.');
  const kid = JSON.parse(Buffer.from(header, 'base64url')).kid;
  const jwk = keys.keys.find(k => k.kid === kid);
  if (!jwk) throw new Error(`no key ${kid}`);
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  if (!verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))) throw new Error('the signature is wrong');
  const told = JSON.parse(Buffer.from(claims, 'base64url'));
  const hash = bytes => createHash('sha256').update(bytes).digest('base64url');
  if (told.request_sha256 !== hash(request)) throw new Error('another request was signed for');
  if (told.response_sha256 !== hash(answer)) throw new Error('another answer was signed for');
  return told;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [keys, receipt, request, answer] = process.argv.slice(2);
  try {
    console.log(JSON.stringify(verifyReceipt(JSON.parse(readFileSync(keys)), receipt, readFileSync(request), readFileSync(answer))));
  } catch (e) {
    console.error(e.message);
    process.exit(1);
  }
}
