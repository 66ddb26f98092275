/** What `npm run released` compares: each difference between paper and code, as two runs of the default preset. */
import { catalogue } from '../../method/catalogue';

/** Two runs that differ in nothing but what the authors' code does otherwise. */
export interface Pair {
  /** What differs, as the table says it. */
  readonly what: string;
  readonly written: string;
  readonly released: string;
  /** Knobs of the two runs. */
  readonly knobs: readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
}

/** Methods with a knob `rule`, in the order of the catalogue. */
const RULED = catalogue.flatMap(({ id, knobs }) =>
  knobs.some(({ path }) => path === 'rule') ? [id] : [],
);

const ruled = (method: string): Pair => ({
  what: `\`${method}\`: released against written`,
  written: method,
  released: `${method}@released`,
  knobs: [{}, { rule: 'released' }],
});

export const PAIRS: readonly Pair[] = [
  ...RULED.map(ruled),
  {
    what: '`joint`: `sum`, two maps as in the papers, against `sum-tied`',
    written: 'joint@tied',
    released: 'joint@sum',
    knobs: [{ fusion: 'sum-tied' }, { fusion: 'sum' }],
  },
  {
    what: '`di-mml`: `asPublished` against its defaults',
    written: 'di-mml',
    released: 'di-mml@published',
    knobs: [{}, { asPublished: true }],
  },
];

/** Every run once, with its knobs. */
export const RUNS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.fromEntries(
  PAIRS.flatMap(({ written, released, knobs }) => [
    [written, knobs[0]],
    [released, knobs[1]],
  ]),
);
