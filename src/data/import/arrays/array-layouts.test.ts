/**
 * Layouts of arrays as people save them (src/testing/array-layouts, by NumPy, SciPy and h5py): what each is was written
 * down before looking at what the reader says.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../../headless/decoders';
import { fileOf, importOptionsFor } from '../../../testing/import-fixtures';
import { zip } from '../archive/open-zip';
import { assemble } from '../assemble';
import { readFiles } from '../import-data';
import type { Offer } from '../offer';
import type { ImportOptions } from '../options';
import { arraysLayout } from './arrays-layout';

/** What a person would expect; what is absent is not there. */
interface Expected {
  readonly note: string;
  readonly refused?: string;
  readonly classes?: string;
  readonly classFrom?: string;
  readonly total?: number;
  readonly train?: number;
  readonly validation?: number;
  readonly test?: number;
  readonly group?: string;
  /** Kind and shape of each. */
  readonly modalities?: readonly string[];
  /** Kinds alone, where the length is a matter of taste. */
  readonly kinds?: readonly string[];
}

const FOLDER = new URL('../../../testing/array-layouts/', import.meta.url);
const expected: Readonly<Record<string, Expected>> = JSON.parse(
  readFileSync(new URL('expected.json', FOLDER), 'utf8'),
);
const opened = zip.open(readFileSync(new URL('inputs.zip', FOLDER)), 'inputs.zip', {});
const bytesOf = async (name: string) => {
  const file = (await opened).files.find(({ path }) => path === name);
  return (await file?.bytes()) ?? new Uint8Array();
};

async function read(name: string, over: Partial<ImportOptions> = {}) {
  const options = importOptionsFor({ name, ...over });
  const offers: Offer[] = [];
  const onOffer = (offer: Offer) => void offers.push(offer);
  const file = fileOf(name, await bytesOf(name));
  const outcome = await readFiles([file], options, nodeDecoders, { onOffer }).then(
    (raw) => ({ raw, report: assemble(raw, options).report, error: null }),
    (error: Error) => ({ raw: null, report: null, error }),
  );
  return { ...outcome, offer: outcome.raw?.offer ?? offers.at(-1) };
}

describe('arrays as people save them', () => {
  it.each(Object.entries(expected))('%s', async (name, wanted) => {
    const { raw, report, error } = await read(name);
    if (wanted.refused !== undefined) {
      expect(error?.message).toContain(wanted.refused);
      return;
    }
    expect(error).toBeNull();
    const of = (split: string) => raw?.splits?.filter((each) => each === split).length || undefined;
    const { note: _, kinds, modalities, classFrom, ...rest } = wanted;
    expect({
      classes: report?.classCounts
        .map((each) => each.name)
        .sort()
        .join(' '),
      total: raw?.labels.length,
      train: of('train'),
      validation: of('validation'),
      test: of('test'),
      group: raw?.meaning.group ?? undefined,
    }).toEqual(rest);
    if (classFrom) expect(raw?.meaning.classFrom).toBe(classFrom);
    const shapes = raw?.modalities.map(({ kind, shape }) => `${kind} ${shape.join('x')}`);
    if (modalities) expect(shapes).toEqual(modalities);
    if (kinds) expect(raw?.modalities.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('what each array is', () => {
  it('is offered after a refusal, filled from what was found, and what is chosen then is read', async () => {
    const { error, offer } = await read('m16-usps.mat');
    expect(error?.message).toContain('no array of labels');
    expect(offer?.parts.map(({ name, uses }) => [name, uses])).toEqual([['data', ['modality']]]);
    expect(offer?.roles).toEqual({ data: { modality: 'data' } });

    const objects = await read('n06-objects.npz');
    expect(objects.offer?.roles).toEqual({ X: { modality: 'x' } });
  });

  it('is chosen after a refusal as the boxes offer it', async () => {
    const options = importOptionsFor({ name: 'mine' });
    const wave = (i: number) => ((i * 37) % 11) / 3;
    const of = (name: string, shape: readonly number[], value: (i: number) => number) => ({
      kind: 'numbers' as const,
      name,
      file: 'mine.npz',
      shape,
      data: Float32Array.from({ length: shape.reduce((p, side) => p * side, 1) }, (_, i) =>
        value(i),
      ),
    });
    const arrays = [
      of('X', [24, 6], wave),
      of('Z', [3, 24], wave),
      of('angle', [24], (i) => (i % 3) / 2),
    ];
    const offers: Offer[] = [];
    const layout = (over: Partial<ImportOptions>) =>
      arraysLayout(arrays, 'mine', 'NPZ arrays', { ...options, ...over }, [], (offer) =>
        offers.push(offer),
      );
    expect(() => layout({})).toThrow('mine has no array of labels; its arrays are X, Z, angle.');
    expect(offers.at(-1)?.parts.map(({ name, uses }) => [name, uses.join()])).toEqual([
      ['X', 'modality'],
      ['Z', 'modality'],
      ['angle', 'label,split,group,modality'],
    ]);
    const raw = layout({ label: 'angle' });
    expect(raw.meaning.classFrom).toBe('array angle');
    expect(raw.modalities.map(({ id, shape }) => [id, shape])).toEqual([
      ['x', [6]],
      ['z', [3]],
    ]);
  });

  it('is offered for every array beside a good reading too', async () => {
    const { offer } = await read('n05-bytes.npz');
    expect(offer?.parts.map(({ name, uses }) => `${name}: ${uses.join(', ')}`)).toEqual([
      'audio: modality',
      'video: modality',
      'emotion: label, split, group, modality',
      'subject: label, group, modality',
    ]);
    expect(offer?.roles).toEqual({
      audio: { modality: 'audio' },
      video: { modality: 'video' },
      emotion: 'label',
      subject: 'group',
    });
  });

  it('can be chosen by name: another class, no group, arrays together in one modality', async () => {
    const { raw } = await read('n05-bytes.npz', {
      label: 'subject',
      group: 'none',
      modalities: { all: ['audio', 'video'] },
    });
    expect(raw?.meaning).toMatchObject({ classFrom: 'array subject', group: null });
    expect(raw?.modalities.map(({ id, shape }) => [id, shape])).toEqual([['all', [12]]]);
  });

  it('takes rows for pictures where that was chosen, and asks where sides leave it open', async () => {
    const { raw } = await read('n07-windows.npz', { series: { rows: 'samples' } });
    expect(raw?.modalities.map(({ kind, shape }) => [kind, shape])).toEqual([
      ['image', [30, 3, 1]],
    ]);
  });
});
