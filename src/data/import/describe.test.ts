/** What is known where files are refused: in the command's line, and in the boxes from which a person chooses. */
import { describe, expect, it } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../testing/import-fixtures';
import { describeData } from './describe';
import type { Offer } from './offer';
import type { ImportOptions } from './options';

const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const told = async (
  files: Readonly<Record<string, readonly string[]>>,
  over: Partial<ImportOptions> = {},
) => {
  const offers: Offer[] = [];
  const line = await describeData(
    Object.entries(files).map(([path, lines]) => fileOf(path, lines.join('\n'))),
    importOptionsFor(over),
    spokenDecoders,
    [],
    { onOffer: (offer) => offers.push(offer) },
  );
  return { line, offer: offers.at(-1) };
};
const grey = (i: number) => [`grey ${((i * 13) % 90) / 100}`];

describe('a refusal', () => {
  it('of too few samples says what they are', async () => {
    const { line, offer } = await told({
      'few.csv': [
        'a,b,who,kind',
        ...rows(6, (i) => `${i / 3},${i * 2},${i % 3},${i < 4 ? 'x' : 'y'}`),
      ],
    });
    expect(line.outcome).toBe('refused');
    expect(line.class).toEqual({ from: 'column kind', names: ['x', 'y'], counts: { x: 4, y: 2 } });
    expect(line.samples.total).toBe(6);
    expect(line.modalities.flatMap(({ columns }) => columns)).toEqual(['a', 'b', 'who']);
    expect(line.leftOut[0]?.reason).toContain('usable samples');
    expect(offer?.roles['kind']).toBe('label');
  });

  it('of a table without a class fills the boxes with the split and the group', async () => {
    const { line, offer } = await told({
      'measures.csv': [
        'weight,height,subject,split',
        ...rows(40, (i) => `${i / 3},${(i * 7) % 40}.5,s${i % 5},${i < 30 ? 'train' : 'test'}`),
      ],
    });
    expect(line.outcome).toBe('refused');
    expect(line).toMatchObject({ class: null, splitFrom: 'column split', group: 'subject' });
    expect(offer?.roles).toEqual({ split: 'split', subject: 'group' });
  });

  it('of a class that cannot be one says which column it was', async () => {
    const files = {
      't.csv': ['a,b,name', ...rows(40, (i) => `${i / 3},${(i * 7) % 11},n${i}`)],
    };
    const { line, offer } = await told(files, { label: 'name' });
    expect(line.outcome).toBe('refused');
    expect(line.class?.from).toBe('column name');
    expect(offer?.roles['name']).toBe('label');
  });

  it('of pictures without classes offers levels of folders and parts of names', async () => {
    const files = Object.fromEntries(
      rows(24, (i) => [`set${i % 2}/IMG_${1000 + i}_${i % 3}.png`, grey(i)] as const),
    );
    const { line, offer } = await told(files, { label: 'file name part 2' });
    expect(line.outcome).toBe('refused');
    const labels = offer?.parts
      .filter(({ uses }) => uses.includes('label'))
      .map(({ name }) => name);
    expect(labels).toContain('folder level 1');
    expect(labels).toContain('file name part 3');
    const chosen = await told(files, { label: 'file name part 3' });
    expect(chosen.line).toMatchObject({ outcome: 'used', class: { names: ['0', '1', '2'] } });
  });

  it('of a list of files without a class offers its columns, the files as a modality', async () => {
    const { line, offer } = await told({
      'list.csv': ['file,speaker,length', ...rows(12, (i) => `${i}.png,s${i % 4},${i}.5`)],
      ...Object.fromEntries(rows(12, (i) => [`${i}.png`, grey(i)] as const)),
    });
    expect(line.outcome).toBe('refused');
    expect(offer?.parts.map(({ name }) => name)).toEqual(['file', 'speaker', 'length']);
    expect(offer?.roles).toEqual({ file: { modality: 'picture' }, speaker: 'group' });
    expect(line.group).toBe('speaker');
  });
});
