import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import { fileOf, importOptionsFor } from '../../testing/import-fixtures';
import { importData } from './import-data';

const text = [
  'length,weight,kind',
  ...Array.from(
    { length: 40 },
    (_, i) => `${(i * 7) % 13},${(i * 5) % 11},${['cat', 'dog', 'wolf', 'junk'][i % 4]}`,
  ),
].join('\n');

const load = (classes?: Readonly<Record<string, string>>) =>
  importData([fileOf('pets.csv', text)], importOptionsFor({ classes }), nodeDecoders);

describe('classes under other names', () => {
  it('are those of the files where nobody says otherwise', async () => {
    const { report } = await load();
    expect(report.classesFound).toEqual(['cat', 'dog', 'junk', 'wolf']);
    expect(report.classCounts.map(({ name }) => name)).toEqual(report.classesFound);
  });

  it('are renamed, merged and left out, and every sample is accounted for', async () => {
    const { dataSet, report } = await load({ wolf: 'dog', cat: ' Cats ', junk: '' });
    expect(report.classCounts).toEqual([
      { name: 'Cats', count: 10 },
      { name: 'dog', count: 20 },
    ]);
    expect(dataSet.labels).toHaveLength(30);
    expect(report.leftOut).toMatchObject([
      { reason: 'The class junk is not used, as was asked for.', count: 10, unit: 'sample' },
    ]);
    expect(report.choices).toContain('The class "wolf" is called "dog".');
    expect(report.classesFound).toEqual(['cat', 'dog', 'junk', 'wolf']);
  });

  it('that are not there are refused with those that are', async () => {
    await expect(load({ lion: 'cat' })).rejects.toThrow(
      'data.classes names "lion"; the classes are cat, dog, junk, wolf.',
    );
  });

  it('must be two at least', async () => {
    await expect(load({ dog: 'cat', wolf: 'cat', junk: '' })).rejects.toThrow(
      'all 30 usable samples are of one class, "cat"',
    );
  });
});
