/**
 * Every golden run of a method that this build has, as tests; called by the Node tests and by the WebGPU tests. Files
 * of methods that are not built are named and counted; they fail only with GOLDEN_STRICT=1.
 */
import files, { isStrict } from 'virtual:golden-methods';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../engine/kernels/kernels';
import { catalogue } from '../method/catalogue';
import type { MethodGolden } from './method-golden';
import { sentenceOf, walkMethod } from './method-parity';

/** Sentences shown where many numbers disagree. */
const SHOWN = 5;

const goldens = files.map(({ file, golden }) => ({ file, golden: golden as MethodGolden }));
const isBuilt = ({ golden }: { readonly golden: MethodGolden }) =>
  catalogue.some(({ id }) => id === golden.method);
const isRun = ({ golden }: { readonly golden: MethodGolden }) => golden.epochs !== undefined;

/** Golden runs that can be walked. */
export const walkable = goldens.filter((each) => isBuilt(each) && isRun(each));

/** How many files there are of each method, e.g. "aug (4 files)". */
function counted(list: readonly { readonly golden: MethodGolden }[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { golden } of list) counts.set(golden.method, (counts.get(golden.method) ?? 0) + 1);
  return [...counts].map(([method, count]) => `${method} (${count} files)`);
}

export function describeMethodParity(open: () => Promise<Kernels>): void {
  for (const missing of counted(goldens.filter((each) => !isBuilt(each)))) {
    it.skipIf(!isStrict)(`is not built yet: ${missing}`, () => {
      expect.fail(`There is no method for ${missing} of the golden files.`);
    });
  }
  for (const search of counted(goldens.filter((each) => isBuilt(each) && !isRun(each)))) {
    // such a file holds what a search over settings came to, and no steps that a run could be held against
    it.skip(`is a search and no run: ${search}`);
  }

  describe.each(walkable)('$file', ({ golden }) => {
    it(`${golden.method}, ${golden.variant}: every number agrees`, async () => {
      const { compared, disagreements } = await walkMethod(golden, await open());
      expect(compared).toBeGreaterThan(0);
      expect(disagreements.slice(0, SHOWN).map(sentenceOf)).toEqual([]);
    });
  });
}
