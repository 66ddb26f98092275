/**
 * `npm run bench -- --pack FILE`: the bench on a graphics card as one file for another machine with Linux on x86-64, which
 * need not have Node and is not asked to fetch anything. The file is a script (pack.sh) with an archive behind it: the bench
 * bundled, the Python files, Dawn's binary, this Node and the Vulkan loader that comes with Chromium.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromiumFolders } from '../../chromium-folders';
import { buildOneFile } from '../../one-file';

const HERE = import.meta.dirname;
const BENCH = join(HERE, '..');
const SYSTEM = 'linux-x64';
const LOADER = 'libvulkan.so.1';
/** What a machine takes that is lent for minutes. */
const MOST_MB = 60;

/** Copies the npm package `webgpu` with the binary of that system alone. */
function copyWebGpu(to: string): void {
  const installed = dirname(createRequire(import.meta.url).resolve('webgpu'));
  const left = [
    join(installed, 'build'),
    ...readdirSync(join(installed, 'dist'))
      .filter((system) => system !== SYSTEM)
      .map((system) => join(installed, 'dist', system)),
  ];
  cpSync(installed, to, { recursive: true, filter: (path) => !left.includes(path) });
}

/** Copies everything that the file holds into a folder. @param node a Node for that system; null to bring none. */
async function fill(folder: string, node: string | null): Promise<void> {
  await buildOneFile(join(HERE, 'entry.ts'), join(folder, 'lab-card.mjs'));
  for (const script of ['torch_step.py', 'torch_race.py']) {
    cpSync(join(BENCH, script), join(folder, script));
  }
  copyWebGpu(join(folder, 'node_modules', 'webgpu'));
  const loader = chromiumFolders()
    .map((each) => join(each, LOADER))
    .find((file) => existsSync(file));
  if (loader) {
    mkdirSync(join(folder, 'loader'));
    cpSync(loader, join(folder, 'loader', LOADER));
  } else console.log(`${LOADER} is not beside Chromium here and is not packed.`);
  if (node === null) return;
  cpSync(node, join(folder, 'node'), { dereference: true });
  chmodSync(join(folder, 'node'), 0o755);
}

/** This Node, where it runs on the other machine too; else null, and why is said. */
function travellingNode(): string | null {
  const here = `${process.platform}-${process.arch}`;
  if (here === SYSTEM && !Reflect.get(process.config.variables, 'node_shared'))
    return process.execPath;
  console.log(
    `This Node ${here === SYSTEM ? 'needs libraries of its system' : `is for ${here}, not for ${SYSTEM}`} and is not packed; --node FILE names one of nodejs.org, or the other machine must have Node.`,
  );
  return null;
}

/**
 * @param argv FILE, and --node FILE for another Node than this one.
 * @throws Error where the file would have more than 60 MB.
 */
export async function packCommand(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { node: { type: 'string' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined) throw new Error('--pack FILE names no file.');
  const folder = mkdtempSync(join(tmpdir(), 'lab-pack-'));
  try {
    await fill(folder, values.node ?? travellingNode());
    const archive = gzipSync(
      execFileSync('tar', ['-cf', '-', '-C', folder, '.'], { maxBuffer: 2 ** 30 }),
    );
    const script = readFileSync(join(HERE, 'pack.sh'), 'utf8');
    const lines = script.split('\n').length;
    const head = script.replace('ARCHIVE_LINE', `${lines}`);
    writeFileSync(file, Buffer.concat([Buffer.from(head), archive]), { mode: 0o755 });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const mb = statSync(file).size / 1e6;
  console.log(`${file}: ${mb.toFixed(1)} MB. Run it there with: sh ${file} --resnet`);
  if (mb > MOST_MB)
    throw new Error(`${file} has ${mb.toFixed(1)} MB; at most ${MOST_MB} are allowed.`);
}
