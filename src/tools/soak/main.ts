/**
 * `npm run soak`: lets the built page work for hours as a class would make it work, and tells whether anything piles up.
 * One browser trains on software WebGPU the whole time, opens files, is scrubbed, hidden, put to sleep and loses its device;
 * a second one is killed and must go on. Each minute writes a line, the end a verdict, a picture and the numbers, into
 * .cache/soak. Not part of the tests.
 * Options: --minutes N (120); --seed N (1); --dist FOLDER (dist, after npm run build); --port N (4391); --out FOLDER.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { randomStream } from '../../math/rng';
import { type OwnChromium, startChromium } from './chromium';
import { fileToOpen } from './files';
import { killOnce } from './killed';
import { type Measurement, measure, startCounting } from './measure';
import { addressOf, Person, RACE } from './person';
import { type Happened, pictureOf } from './picture';
import { type EventKind, planOf, TEN_MINUTES_MS } from './plan';
import { slopeOf } from './slope';

/** Until then the page still fetches what it uses for the first time. */
const SETTLED_MINUTES = 8;
const HIDDEN_MS = 60_000;
const ASLEEP_MS = 45_000;
/** Growth below this share of what is there in an hour is no leak that a lesson would notice. */
const UNNOTICED = 0.05;

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    dist: { type: 'string', default: 'dist' },
    port: { type: 'string', default: '4391' },
    out: { type: 'string', default: '.cache/soak' },
  },
});
const [minutes, seed] = [Number(options.minutes), Number(options.seed)];
if (!(minutes >= 1) || !Number.isInteger(seed)) {
  throw new Error('--minutes must be a number from 1, and --seed a whole number.');
}

mkdirSync(options.out, { recursive: true });
const profiles = mkdtempSync(join(tmpdir(), 'soak-'));
const lines: string[] = [];
const measured: Measurement[] = [];
const happened: Happened[] = [];
const faults: string[] = [];
const began = Date.now();
const sinceMs = (): number => Date.now() - began;

function say(line: string): void {
  console.log(line);
  lines.push(line);
  writeFileSync(join(options.out, 'soak.log'), `${lines.join('\n')}\n`);
}

function fault(what: string): void {
  faults.push(what);
  say(`  fault: ${what}`);
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const server = await preview({
  logLevel: 'warn',
  build: { outDir: options.dist },
  preview: { port: Number(options.port), strictPort: true },
});
const base = `http://localhost:${options.port}/`;
const random = randomStream(seed, 'soak', 'acts');
const chromium: OwnChromium = await startChromium(join(profiles, 'long'), true);
const person = new Person(chromium.page);
chromium.page.on('pageerror', ({ message }) => fault(`the page threw: ${message}`));
let imports = 0;
let kills = 1;
let races = 0;

/** Does it, and says what came of it. */
async function act(kind: EventKind): Promise<string> {
  switch (kind) {
    case 'import':
      return person.importFile(await fileToOpen(random, imports++));
    case 'scrub':
      return (await person.scrub(random.uniform(0, 1))) ? 'looked back' : 'nothing to look back at';
    case 'device-loss':
      return `went on with ${await person.loseDevice()}`;
    case 'kill':
      return killOnce(join(profiles, 'killed'), base, kills++);
    case 'hidden': {
      if (!(await person.hide(HIDDEN_MS))) throw new Error('The page was in sight all the time.');
      return `hidden for ${HIDDEN_MS / 1000} s`;
    }
    case 'asleep': {
      const before = await person.epoch();
      await chromium.sleep(ASLEEP_MS);
      return `asleep for ${ASLEEP_MS / 1000} s at epoch ${before}, awake at ${await person.epoch()}`;
    }
  }
}

async function happen(kind: EventKind): Promise<void> {
  const at = sinceMs();
  const came = await act(kind).then(
    (words) => ({ words, failed: false }),
    (error: Error) => ({ words: error.message.split('\n', 1)[0] ?? '', failed: true }),
  );
  happened.push({ minutes: at / 60_000, kind, failed: came.failed });
  if (came.failed) {
    fault(`${kind}: ${came.words}`);
    const picture = join(options.out, `fault-${faults.length}.png`);
    await chromium.page.screenshot({ path: picture }).catch(() => undefined);
  } else if (kind !== 'scrub') say(`  ${kind}: ${came.words}`);
}

/** One line: what there is, and what happened since the last one. */
async function minuteLine(): Promise<void> {
  const minute = Math.round(sinceMs() / 6000) / 10;
  const now = await measure(chromium, minute);
  const last = measured.at(-1)?.minute ?? 0;
  measured.push(now);
  const recent = new Map<EventKind, number>();
  for (const { minutes: at, kind } of happened) {
    if (at >= last && at < minute) recent.set(kind, (recent.get(kind) ?? 0) + 1);
  }
  const mb = (value: number) => `${value.toFixed(1)} MB`;
  say(
    [
      `${minute.toFixed(1).padStart(5)} min`,
      `page ${mb(now.pageMb)}`,
      `workers ${now.workers} with ${mb(now.workersMb)}`,
      `process ${mb(now.processMb)}`,
      `${now.nodes} nodes`,
      `${now.listeners} listeners`,
      `stored ${mb(now.storedMb)}`,
      `${now.frames} frames, the longest ${Math.round(now.longestFrameMs)} ms`,
      `epoch ${await person.epoch()} of race ${races}`,
      [...recent].map(([kind, times]) => `${times} ${kind}`).join(', ') || 'nothing else',
    ].join(' | '),
  );
  const alert = await person.alert();
  if (alert) say(`  the page says: ${alert}`);
}

/** Whether a number grows, in words. */
function growth(label: string, key: keyof Measurement): { words: string; grows: boolean } {
  const kept = measured.filter(
    (each) => each.minute >= SETTLED_MINUTES && Number.isFinite(each[key]),
  );
  if (kept.length < 4) return { words: `${label}: too few minutes to tell`, grows: false };
  const values = kept.map((each) => each[key]);
  const { slope, noise } = slopeOf(
    kept.map(({ minute }) => minute / 60),
    values,
  );
  const typical = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const grows = slope - 2 * noise > UNNOTICED * typical;
  const word = grows ? 'grows' : slope > 2 * noise ? 'grows unnoticeably' : 'within noise';
  return {
    words: `${label}: ${slope.toFixed(2)} ± ${noise.toFixed(2)} an hour at ${typical.toFixed(1)}, ${word}`,
    grows,
  };
}

say(`soak of ${minutes} minutes, seed ${seed}, ${chromium.browser.version()}`);
await person.open(addressOf(base, RACE, '&backend=webgpu'));
await startCounting(chromium);
say(`  ${await person.backEnd()}`);
let minute = 1;
for (let stretch = 0; stretch * TEN_MINUTES_MS < minutes * 60_000; stretch++) {
  const due = [...planOf(seed, stretch)].filter(({ atMs }) => atMs < minutes * 60_000);
  const end = Math.min((stretch + 1) * TEN_MINUTES_MS, minutes * 60_000);
  while (due.length > 0 || sinceMs() < end) {
    if (sinceMs() >= minute * 60_000) {
      await minuteLine().catch((error: Error) => fault(`no measurement: ${error.message}`));
      minute = Math.floor(sinceMs() / 60_000) + 1;
    }
    const next = due[0];
    if (next && next.atMs <= sinceMs()) {
      due.shift();
      await happen(next.kind);
      continue;
    }
    await person.race().then(
      (isNew) => {
        if (isNew) races += 1;
      },
      (error: Error) => fault(`no race: ${error.message.split('\n', 1)[0]}`),
    );
    await wait(500);
  }
}
if (sinceMs() / 60_000 - (measured.at(-1)?.minute ?? 0) > 0.5) await minuteLine();

const found = [
  growth('page, MB', 'pageMb'),
  growth('workers, MB', 'workersMb'),
  growth('process, MB', 'processMb'),
  growth('nodes', 'nodes'),
  growth('listeners', 'listeners'),
];
for (const { words } of found) say(words);
const times = (kind: EventKind) => happened.filter((each) => each.kind === kind).length;
const counts = (['import', 'kill', 'device-loss', 'scrub', 'hidden', 'asleep'] as const)
  .map((kind) => `${times(kind)} ${kind}`)
  .join(', ');
say(`${races} races, ${counts}; ${faults.length} faults`);
const isWell = faults.length === 0 && found.every(({ grows }) => !grows);
say(isWell ? 'verdict: nothing grows, nothing failed' : 'verdict: not well');
const title = `Soak, ${Math.round(sinceMs() / 60_000)} minutes, seed ${seed}: ${races} races, ${faults.length} faults`;
writeFileSync(join(options.out, 'soak.svg'), pictureOf(measured, happened, SETTLED_MINUTES, title));
writeFileSync(
  join(options.out, 'soak.json'),
  JSON.stringify({ seed, measured, happened, faults }, null, 1),
);
await chromium.kill();
await server.close();
rmSync(profiles, { recursive: true, force: true });
process.exit(isWell ? 0 : 1);
