/** Series as their archives hand them on: `.ts` files and the tables of UCR, each layout in a small form of its own. */
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../../headless/decoders';
import { fileOf, importOptionsFor } from '../../../testing/import-fixtures';
import { assemble } from '../assemble';
import { readFiles } from '../import-data';
import type { ImportOptions } from '../options';

const read = async (files: Readonly<Record<string, string>>, over: Partial<ImportOptions> = {}) => {
  const sources = Object.entries(files).map(([path, text]) => fileOf(path, text));
  const options = importOptionsFor(over);
  const raw = await readFiles(sources, options, nodeDecoders);
  const { report } = assemble(raw, options);
  return {
    raw,
    report,
    shapes: raw.modalities.map(({ kind, shape }) => `${kind} ${shape.join('x')}`),
    classes: report.classCounts.map(({ name, count }) => `${name} ${count}`).join(),
  };
};
const times = <T>(count: number, of: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i));
const wave = (n: number, length: number, k = 0) =>
  times(length, (i) => (Math.sin(0.2 * (1 + (n % 2)) * i + n + k) * (k + 1)).toFixed(4));

describe('a .ts file', () => {
  const head = (more: readonly string[]) => [
    '#A set of movements',
    '#',
    '@problemName Moves',
    ...more,
    '@data',
  ];
  const known = head([
    '@timeStamps false',
    '@missing false',
    '@univariate false',
    '@dimensions 3',
    '@classLabel true walk run',
  ]);
  const line = (n: number, length = 30) =>
    [...times(3, (k) => wave(n, length, k).join(',')), n % 2 ? 'run' : 'walk'].join(':');

  it('in a part to train and one to test, channels between colons', async () => {
    const { raw, shapes, classes } = await read({
      'Moves/Moves_TRAIN.ts': [...known, ...times(12, (n) => line(n))].join('\n'),
      'Moves/Moves_TEST.ts': [...known, ...times(8, (n) => line(n + 50))].join('\r\n'),
      'Moves/Moves.txt': 'A text about the set, in several sentences. It says who moved.',
    });
    expect(shapes).toEqual(['series 30x3']);
    expect(classes).toBe('run 10,walk 10');
    expect(raw.meaning).toMatchObject({ classFrom: 'column class', splitFrom: 'files' });
    expect(raw.splits?.filter((split) => split === 'test')).toHaveLength(8);
  });

  it('of unequal lengths with gaps', async () => {
    const { raw, shapes } = await read({
      'moves.ts': [...known, ...times(12, (n) => line(n, 20 + n).replace(/,[^,]+,/, ',?,'))].join(
        '\n',
      ),
    });
    expect(shapes).toEqual(['series 26x3']);
    expect(raw.leftOut).toEqual([]);
    expect(raw.choices.join()).toContain('Series of 20 to 31 readings were brought to 26 moments');
  });

  it('with a time at each reading, one channel', async () => {
    const timed = head(['@timestamps true', '@univariate true', '@classlabel true 1 2']);
    const { shapes, classes } = await read({
      'moves.ts': [
        ...timed,
        ...times(
          10,
          (n) =>
            `${wave(n, 24)
              .map((value, i) => `(2024-01-01 00:00:${String(i).padStart(2, '0')},${value})`)
              .join(',')}:${1 + (n % 2)}`,
        ),
      ].join('\n'),
    });
    expect(shapes).toEqual(['series 24x1']);
    expect(classes).toBe('1 5,2 5');
  });

  it('without a class is refused in words, and a program of that ending is left out', async () => {
    const regression = head(['@timestamps false', '@univariate true', '@targetlabel true']);
    await expect(
      read({ 'f.ts': [...regression, ...times(9, (n) => `${wave(n, 20)}:${n}.5`)].join('\n') }),
    ).rejects.toThrow('holds series, but no column beside them says their class');
    const { report } = await read({
      'moves.ts': [...known, ...times(12, (n) => line(n))].join('\n'),
      'index.ts': 'export const one = 1;\n',
    });
    expect(report.leftOut.map(({ reason }) => reason)).toEqual([
      'index.ts is a program or a video, not a file of series.',
    ]);
  });

  it('with lines that are no series keeps the others', async () => {
    const { raw } = await read({
      'moves.ts': [...known, 'a,b:c:d:walk', ...times(12, (n) => line(n)), '1,2:run'].join('\n'),
    });
    expect(raw.labels).toHaveLength(12);
    expect(raw.leftOut.map(({ reason }) => reason)).toEqual([
      'Line 10 of moves.ts does not hold 3 series of numbers.',
      'Line 23 of moves.ts does not hold 3 series of numbers.',
    ]);
  });
});

describe('a table of UCR', () => {
  const row = (n: number, between: string, length = 40, to = length) =>
    [1 + (n % 2), ...wave(n, length), ...times(to - length, () => 'NaN')].join(between);

  it('of tabs, to train and to test: the class is first, the rest a series', async () => {
    const { raw, shapes, classes } = await read({
      'Wave/Wave_TRAIN.tsv': times(14, (n) => row(n, '\t')).join('\n'),
      'Wave/Wave_TEST.tsv': times(10, (n) => row(n + 30, '\t')).join('\n'),
    });
    expect(shapes).toEqual(['series 40x1']);
    expect(classes).toBe('1 12,2 12');
    expect(raw.meaning).toMatchObject({ splitFrom: 'files', questions: [] });
  });

  it('filled up to the longest is cut to its own lengths', async () => {
    const { raw } = await read({
      'Wave_TRAIN.tsv': times(14, (n) => row(n, '\t', 30 + n, 50)).join('\n'),
      'Wave_TEST.tsv': times(10, (n) => row(n, '\t', 30 + n, 50)).join('\n'),
    });
    expect(raw.choices.join()).toContain('Series of 30 to 43 readings');
  });

  it('as it was before 2018: no ending, commas, or blanks and powers of ten', async () => {
    const power = (n: number) =>
      [1 + (n % 2), ...wave(n, 40)].map((cell) => `  ${Number(cell).toExponential(7)}`).join('');
    for (const line of [(n: number) => row(n, ','), power]) {
      const { shapes, classes } = await read({
        Wave_TRAIN: times(14, line).join('\n'),
        Wave_TEST: times(10, line).join('\n'),
      });
      expect(shapes).toEqual(['series 40x1']);
      expect(classes).toBe('1 12,2 12');
    }
  });

  it('alone, as a text, is asked about, and read as features where that was chosen', async () => {
    const file = { 'wave.txt': times(24, (n) => row(n, ' ')).join('\n') };
    const { raw, shapes } = await read(file);
    expect(shapes).toEqual(['series 40x1']);
    expect(raw.meaning.questions.map(({ ask, options }) => [ask, options[1]?.choices])).toEqual([
      ['Is each row a series, or a list of features?', { series: { rows: 'samples' } }],
    ]);
    const features = await read(file, { series: { rows: 'samples' } });
    expect(features.shapes).toEqual(['vector 40']);
  });

  it('is not seen in features, counts or pixels', async () => {
    const noise = (n: number, k: number) =>
      ((Math.imul(n * 31 + k * 17, 2654435761) >>> 8) % 997) / 99;
    const features = times(24, (n) => [n % 2, ...times(20, (k) => noise(n, k))].join('\t'));
    expect((await read({ 'a_train.tsv': features.join('\n') })).shapes).toEqual(['vector 20']);
    const pixels = times(24, (n) =>
      [n % 2, ...times(64, (k) => Math.round(99 + 90 * Math.sin(k / 9 + n)))].join('\t'),
    );
    const { raw } = await read({ 'a_train.tsv': pixels.join('\n') });
    expect(raw.modalities.some(({ kind }) => kind === 'series')).toBe(false);
  });
});
