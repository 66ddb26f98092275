/**
 * Run by hand after `npm install`, where the registry in reach lacks packages of other systems:
 * npm then leaves them out of package-lock.json, and `npm ci` refuses the file everywhere.
 * This writes them back with the versions their parents ask for; npm fetches each on its own system only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));

let added = 0;
for (const [from, { version, dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, wanted] of Object.entries(optionalDependencies)) {
    if (
      [`${from}/node_modules/${name}`, `node_modules/${name}`].some((place) => lock.packages[place])
    ) {
      continue;
    }
    const words = name.split(/[-/]/);
    const os = SYSTEMS.filter((system) => words.includes(system));
    const cpu = PROCESSORS.filter((processor) => words.includes(processor));
    if (os.length + cpu.length === 0 || !/^\d/.test(wanted)) {
      console.log(`${name} (of ${from}@${version}) is missing and names no system; left out.`);
      continue;
    }
    lock.packages[`node_modules/${name}`] = {
      version: wanted,
      ...(cpu.length ? { cpu } : {}),
      ...(dev ? { dev: true } : {}),
      ...(words.includes('musl')
        ? { libc: ['musl'] }
        : words.includes('gnu')
          ? { libc: ['glibc'] }
          : {}),
      optional: true,
      ...(os.length ? { os } : {}),
    };
    added++;
  }
}

const [root, ...others] = Object.entries(lock.packages);
others.sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries([root, ...others]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other systems added to package-lock.json.`);
