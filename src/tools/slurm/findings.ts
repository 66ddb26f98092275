/** What was found, as a table at the end, and what should have been otherwise. */
import { table } from '../docs/markdown';
import type { SweepFolder } from './sweep-folder';

export class Findings {
  private readonly rows: string[][] = [];
  private readonly faults: string[] = [];

  /** Says it at once, too. */
  note(what: string, found: string): void {
    this.rows.push([what, found]);
    console.log(`${what}: ${found}`);
  }

  /** @param fault what to say where it is not so. */
  expect(isSo: boolean, fault: string): void {
    if (isSo) return;
    this.faults.push(fault);
    console.error(`Not so: ${fault}`);
  }

  /** Holds the results of two folders against each other, byte for byte. */
  compare(ours: SweepFolder, theirs: SweepFolder): void {
    const names = ours.results();
    const others = theirs.results();
    const differ = names.filter(
      (name) => others.includes(name) && !ours.bytesOf(name).equals(theirs.bytesOf(name)),
    );
    const bytes = names.reduce((sum, name) => sum + ours.bytesOf(name).length, 0);
    this.note(
      'bytes compared with GNU parallel',
      `${bytes.toLocaleString('en-US')} in ${names.length} results, ${differ.length} differ`,
    );
    this.expect(differ.length === 0, `${differ.join(', ')} differ.`);
    this.expect(
      names.length === others.length && names.every((name) => others.includes(name)),
      'Slurm and GNU parallel have other results.',
    );
  }

  /** @returns whether all was as it should be. */
  tell(): boolean {
    console.log(`\n${table(['what', 'found'], this.rows)}\n`);
    for (const fault of this.faults) console.error(`- ${fault}`);
    console.log(this.faults.length === 0 ? 'All as it should be.' : 'Not all as it should be.');
    return this.faults.length === 0;
  }
}
