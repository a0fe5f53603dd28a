// Makes a repository with @tufjs/models: keys of three kinds, a delegation by paths and one by hash prefixes.
// node make.mjs FOLDER EXPIRES
import { createRequire } from 'node:module';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { Metadata, Root, Timestamp, Snapshot, Targets, MetaFile, TargetFile, Key, Signature } = require('@tufjs/models');
const { Role, DelegatedRole } = require('@tufjs/models/dist/role.js');
const { Delegations } = require('@tufjs/models/dist/delegations.js');
const { canonicalize } = require('@tufjs/canonical-json');

const [folder, expires] = process.argv.slice(2);
const specVersion = '1.0.31';
const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

function key(type) {
  const pair =
    type === 'ed25519' ? crypto.generateKeyPairSync('ed25519')
    : type === 'rsa' ? crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
    : crypto.generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const scheme = { ed25519: 'ed25519', rsa: 'rsassa-pss-sha256', ecdsa: 'ecdsa-sha2-nistp256' }[type];
  const publicText =
    type === 'ed25519'
      ? pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
      : pair.publicKey.export({ format: 'pem', type: 'spki' });
  const keyID = sha256(canonicalize({ keytype: type, scheme, keyval: { public: publicText } }));
  const keyVal = { public: publicText };
  return {
    id: keyID,
    key: new Key({ keyID, keyType: type, scheme, keyVal }),
    sign: (data) => {
      const sig =
        type === 'ed25519' ? crypto.sign(undefined, data, pair.privateKey)
        : type === 'rsa' ? crypto.sign('sha256', data, { key: pair.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
        : crypto.sign('sha256', data, pair.privateKey);
      return new Signature({ keyID, sig: sig.toString('hex') });
    },
  };
}

fs.mkdirSync(path.join(folder, 'metadata'), { recursive: true });
function write(name, signed, keys) {
  const metadata = new Metadata(signed);
  keys.forEach((one) => metadata.sign(one.sign, true));
  const bytes = Buffer.from(JSON.stringify(metadata.toJSON()));
  fs.writeFileSync(path.join(folder, 'metadata', name), bytes);
  return bytes;
}
function target(name, text) {
  const bytes = Buffer.from(text);
  const hash = sha256(bytes);
  const file = path.join(folder, 'targets', path.dirname(name), `${hash}.${path.basename(name)}`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  return { [name]: new TargetFile({ path: name, length: bytes.length, hashes: { sha256: hash } }) };
}
const meta = (version, bytes) => new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256(bytes) } });

const rootKeys = [key('ed25519'), key('ecdsa'), key('rsa')];
const [targetsKey, snapshotKey, timestampKey] = [key('rsa'), key('ed25519'), key('ecdsa')];
const productKeys = [key('ecdsa'), key('ed25519'), key('rsa')];
const binKey = key('ed25519');

const root = new Root({ version: 1, specVersion, expires, consistentSnapshot: true });
rootKeys.forEach((one) => root.addKey(one.key, 'root'));
root.addKey(targetsKey.key, 'targets');
root.addKey(snapshotKey.key, 'snapshot');
root.addKey(timestampKey.key, 'timestamp');
root.roles.root = new Role({ keyIDs: rootKeys.map((one) => one.id), threshold: 3 });
write('1.root.json', root, rootKeys);

const binned = sha256(Buffer.from('binned.txt')).slice(0, 2);
const delegations = new Delegations({
  keys: Object.fromEntries([...productKeys, binKey].map((one) => [one.id, one.key])),
  roles: {
    product: new DelegatedRole({ name: 'product', keyIDs: productKeys.map((one) => one.id), threshold: 2, terminating: true, paths: ['product/*'] }),
    bin: new DelegatedRole({ name: 'bin', keyIDs: [binKey.id], threshold: 1, terminating: false, pathHashPrefixes: [binned] }),
  },
});
const product = write('1.product.json', new Targets({ version: 1, specVersion, expires, targets: target('product/one', 'the product\n') }), productKeys.slice(1));
const bin = write('1.bin.json', new Targets({ version: 1, specVersion, expires, targets: target('binned.txt', 'in a bin\n') }), [binKey]);
const targets = write('1.targets.json', new Targets({ version: 1, specVersion, expires, targets: target('top \u00e9.txt', 'at the top\n'), delegations }), [targetsKey]);
const snapshot = write('1.snapshot.json', new Snapshot({ version: 1, specVersion, expires,
  meta: { 'targets.json': meta(1, targets), 'product.json': meta(1, product), 'bin.json': meta(1, bin) } }), [snapshotKey]);
write('timestamp.json', new Timestamp({ version: 1, specVersion, expires, snapshotMeta: meta(1, snapshot) }), [timestampKey]);
