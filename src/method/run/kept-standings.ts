/**
 * Where the runs of a race stood after several of their epochs, so that any epoch can be gone back to by training a
 * little: early epochs densely, later ones ever further apart, all of them within a bound. Plain numbers in memory.
 */
import type { Memory } from '../../protocol/checkpoint';
import type { Standing } from './standing';

/**
 * All runs of a race together, in bytes. A run of the default race takes 0.37 MB after an epoch, and every place of its
 * four runs fits; a ResNet-18 takes about 90 MB with its momentum and is trained again from its start instead.
 */
const MOST_BYTES = 64_000_000;

/** Every epoch up to here, then eight each time that they double. */
const DENSE_EPOCHS = 16;

function bytesOfMemory(memory: Memory): number {
  if (memory === null || typeof memory === 'number') return 8;
  if (ArrayBuffer.isView(memory)) return memory.byteLength;
  return Object.values(memory).reduce<number>((sum, part) => sum + bytesOfMemory(part), 0);
}

/** What a standing takes, in bytes. */
export function bytesOfStanding({ arenas, memory }: Pick<Standing, 'arenas' | 'memory'>): number {
  const ofArenas = arenas.map(({ values, moments }) =>
    moments.reduce((sum, each) => sum + each.byteLength, values.byteLength),
  );
  return ofArenas.reduce((sum, each) => sum + each, bytesOfMemory(memory));
}

export class KeptStandings {
  private readonly mostBytes: number;
  /** By run, ascending. */
  private readonly byRun = new Map<string, Standing[]>();
  private held = 0;

  constructor(mostBytes: number = MOST_BYTES) {
    this.mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.held;
  }

  /** Whether the run should be kept as it stands after so many epochs. */
  isDue(run: string, epochs: number): boolean {
    let apart = 1;
    while (epochs >= DENSE_EPOCHS * apart) apart *= 2;
    return epochs % apart === 0 && this.before(run, epochs)?.epochs !== epochs;
  }

  /** Keeps it, and lets others go where all together are too large. */
  keep(run: string, standing: Standing): void {
    const others = (this.byRun.get(run) ?? []).filter(({ epochs }) => epochs !== standing.epochs);
    this.byRun.set(
      run,
      [...others, standing].sort((a, b) => a.epochs - b.epochs),
    );
    this.count();
    while (this.held > this.mostBytes) this.letGo();
  }

  /** Where the run stood after so many epochs, or the nearest fewer; null where only its start is left. */
  before(run: string, epochs: number): Standing | null {
    return this.byRun.get(run)?.findLast((each) => each.epochs <= epochs) ?? null;
  }

  /** The epochs after which the run is kept. */
  epochsOf(run: string): readonly number[] {
    return (this.byRun.get(run) ?? []).map(({ epochs }) => epochs);
  }

  private count(): void {
    this.held = [...this.byRun.values()]
      .flat()
      .reduce((sum, each) => sum + bytesOfStanding(each), 0);
  }

  /** The one goes whose neighbours are nearest for its age; the latest of a run stays as long as others can go. */
  private letGo(): void {
    const candidates = [...this.byRun].flatMap(([run, list]) =>
      list.map(({ epochs }, place) => {
        const next = list[place + 1];
        const gap = next
          ? (next.epochs - (list[place - 1]?.epochs ?? 0)) / epochs
          : Number.POSITIVE_INFINITY;
        return { run, epochs, gap };
      }),
    );
    const [first] = candidates.sort((a, b) => a.gap - b.gap || b.epochs - a.epochs);
    if (!first) return;
    const list = this.byRun.get(first.run) ?? [];
    this.byRun.set(
      first.run,
      list.filter(({ epochs }) => epochs !== first.epochs),
    );
    this.count();
  }
}
