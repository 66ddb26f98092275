import { EpochMeasurer } from '/tmp/wt/cores/src/method/measures/epoch-measurer.ts';
import { EpochTrainer } from '/tmp/wt/cores/src/method/run/epoch-trainer.ts';
import { Probes } from '/tmp/wt/cores/src/method/run/probes.ts';
import { openLab } from '/tmp/wt/cores/src/headless/lab/open-lab.ts';
import { runRace } from '/tmp/wt/cores/src/headless/lab/run-race.ts';
import { parseSettings } from '/tmp/wt/cores/src/protocol/settings.ts';
import { randomStream } from '/tmp/wt/cores/src/math/rng.ts';
console.log = console.error;
const cpu = () => { const u = process.cpuUsage(); return (u.user+u.system)/1000; };
let spent = new Map<string, number>();
const add = (k: string, ms: number) => spent.set(k, (spent.get(k) ?? 0) + ms);
const wrap = (proto: any, name: string, key: string) => { const f = proto[name]; proto[name] = function (...a: any[]) { const t = cpu(); const r = f.apply(this, a); if (r?.then) return r.then((v: any) => { add(key, cpu() - t); return v; }); add(key, cpu() - t); return r; }; };
wrap(EpochMeasurer.prototype, 'take', 'TAKE'); wrap(Probes.prototype, 'fit', 'probe'); wrap(Probes.prototype, 'answers', 'probe');
const tr = EpochTrainer.prototype as any; const train = tr.train;
tr.train = async function* (...a: any[]) { const g = train.apply(this, a); for (;;) { const t = cpu(); const n = await g.next(); add('TRAIN', cpu() - t); if (n.done) return n.value; yield n.value; } };
const make = (M: number, C: number, width: number, train: number, test: number) => {
  const n = train + test; const labels = Int32Array.from({length: n}, (_, i) => i % C);
  const r = randomStream(7, 'many');
  return { id: 'x', name: 'x', classNames: Array.from({length: C}, (_, i) => 'c' + i), provenance: { origin: 't', licence: 't' },
    modalities: Array.from({length: M}, (_, m) => { const data = new Float32Array(n * width); for (let k = 0; k < data.length; k++) data[k] = r.normal() + ((k % width) % C === labels[Math.floor(k / width)] ? 1.2 : 0); return { id: 'm' + m, name: 'm' + m, kind: 'vector' as const, shape: [width], data, normalisation: { shift: [0], scale: [1] } }; }),
    labels, split: { train: Int32Array.from({length: train}, (_, i) => i), validation: new Int32Array(0), test: Int32Array.from({length: test}, (_, i) => train + i) }, notes: [] };
};
const { lab } = await openLab('wasm');
const go = async (name: string, data: any, input: any) => {
  spent = new Map(); let last = 0, ends: number[] = [];
  const settings = parseSettings({ data: { source: 'files', id: 'x' }, methods: { joint: {}, 'di-mml': {} }, ...input });
  await runRace(lab, { settings, dataSet: data }, (e) => { if (e.kind === 'epoch-ended') last = cpu(); if (e.kind === 'run-ended') ends.push(cpu() - last); });
  const g = (k: string) => spent.get(k) ?? 0;
  console.error(name, 'train', g('TRAIN').toFixed(0), 'take', g('TAKE').toFixed(0), 'probe', g('probe').toFixed(0), 'measures without probe', (g('TAKE') - g('probe')).toFixed(0), 'ends', ends.map(x => x.toFixed(0)).join(' '), 'rss', (process.resourceUsage().maxRSS / 1024).toFixed(0));
};

const rss = () => (process.memoryUsage.rss() / 2**20).toFixed(0);
console.error('start rss', rss());
const n = 2000, C = 8; const r = randomStream(1, 'p');
const picture = (shape: number[]) => { const w = shape.reduce((a,b)=>a*b,1); const data = new Float32Array(n*w); for (let k=0;k<data.length;k++) data[k] = r.next(); return { kind: 'image' as const, shape, data, normalisation: { shift: [0], scale: [1] } }; };
const all = (from: number, to: number) => Int32Array.from({length: to-from}, (_, i) => from+i);
const data: any = { id: 'x', name: 'x', classNames: Array.from({length: C}, (_, i) => 'c'+i), provenance: {origin:'t',licence:'t'}, modalities: [{id:'picture',name:'picture',...picture([64,64,3])},{id:'sound',name:'sound',...picture([64,64,1])}], labels: Int32Array.from({length:n},(_,i)=>i%C), split: { train: all(0,1400), validation: all(1400,1600), test: all(1600,2000) }, notes: [] };
console.error('data rss', rss(), 'MB data', (data.modalities.reduce((s: number,m: any)=>s+m.data.byteLength,0)/2**20).toFixed(0));
await go('cnn', data, { epochs: 1, encoders: { '*': { kind: 'cnn' } }, methods: JSON.parse(process.argv[2] ?? '{"joint":{}}') });
console.error('end rss', rss(), process.memoryUsage());
await lab.closed(); process.exit(0);
