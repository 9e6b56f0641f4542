// Prints .local/endpoints.json for people. node deploy/local/addresses.mjs FILE
import { readFileSync } from 'node:fs';

const here = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// A Chinese character is two columns wide on a terminal.
const width = text => [...text].reduce((sum, char) => sum + (char.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
const table = (title, head, rows) => {
  const columns = head.map((name, i) => Math.max(...[head, ...rows].map(row => width(row[i]))));
  const line = row => '  ' + row.map((cell, i) => cell + ' '.repeat(columns[i] - width(cell))).join('   ').trimEnd();
  console.log(['', title, ...[head, ...rows].map(line)].join('\n'));
};

table('地址 Addresses', ['', ''], [
  ['入口 gateway', here.gateway],
  ['接口文档 API reference', here.gateway + '/docs'],
  ['根证书 CA', here.ca],
  ['运行面板 dashboard', here.dashboard],
  ['消息 AMQP', here.amqp],
]);
table('用户 Users', ['账号 user', '密码 password', '角色 role', '区划 area', '单位 unit', '姓名 name'],
  here.users.map(u => [u.name, u.password, u.role, u.areas.join(' '), u.unit ?? '', u.displayName]));
table('接入方 Clients', ['标识 client_id', '密钥 client_secret', '权限 scope', '区划 area'],
  here.clients.map(c => [c.id, c.secret, c.scopes.join(' '), c.areas.join(' ')]));
console.log();
