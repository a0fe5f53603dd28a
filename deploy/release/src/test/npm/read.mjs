// Reads a repository with tuf-js: node read.mjs URL ROOT FOLDER TARGET...; prints the SHA-256 of each target.
import { createRequire } from 'node:module';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { Updater } = require('tuf-js');

const [url, root, folder, ...names] = process.argv.slice(2);
fs.mkdirSync(path.join(folder, 'metadata'), { recursive: true });
fs.mkdirSync(path.join(folder, 'targets'), { recursive: true });
fs.copyFileSync(root, path.join(folder, 'metadata', 'root.json'));
const updater = new Updater({
  metadataDir: path.join(folder, 'metadata'),
  metadataBaseUrl: `${url}/metadata`,
  targetDir: path.join(folder, 'targets'),
  targetBaseUrl: `${url}/targets`,
});
await updater.refresh();
for (const name of names) {
  const target = await updater.getTargetInfo(name);
  if (!target) throw new Error(`${name} not found`);
  const file = await updater.downloadTarget(target);
  console.log(crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex'));
}
