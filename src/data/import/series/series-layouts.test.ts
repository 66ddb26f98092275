/**
 * Recordings of sensors as people have them, each layout in a small form of its own: what is the class, the group, the
 * split, which channels are one sensor, and what of a recording is no channel.
 */
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../../headless/decoders';
import { fileOf, importOptionsFor } from '../../../testing/import-fixtures';
import { importData } from '../import-data';
import type { ImportOptions } from '../options';

type Files = Readonly<Record<string, string | Uint8Array>>;

const open = async (files: Files, over: Partial<ImportOptions> = {}) => {
  const sources = Object.entries(files).map(([path, content]) => fileOf(path, content));
  return importData(sources, importOptionsFor(over), nodeDecoders);
};
async function zipOf(files: Files): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [path, content] of Object.entries(files))
    await writer.add(path, new TextReader(String(content)));
  return writer.close();
}
const times = <T>(count: number, of: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i));

/** A swing whose speed tells the class, another phase for every recording. */
const swing = (speed: number, recording: number, channel: number, i: number): string =>
  (Math.sin(0.2 * speed * i + recording + 2 * channel) * (channel + 1)).toFixed(3);
const CLASSES = ['rest', 'walk', 'run'];
/** A line for each reading: what `before` says, then so many channels. */
const lines = (
  count: number,
  channels: number,
  speed: number,
  recording: number,
  before: (i: number) => string | null,
  between = ',',
) =>
  times(count, (i) =>
    [...[before(i) ?? []].flat(), ...times(channels, (k) => swing(speed, recording, k, i))].join(
      between,
    ),
  );
const ofAll = (
  each: (name: string, speed: number, recording: number) => Files,
  recordings = 5,
): Files =>
  Object.assign(
    {},
    ...CLASSES.flatMap((name, speed) =>
      times(recordings, (recording) => each(name, speed + 1, recording)),
    ),
  );
const shapes = ({ report }: Awaited<ReturnType<typeof open>>) =>
  report.modalities.map(({ id, kind, shape, columns }) => ({ id, kind, shape, columns }));
const classesOf = ({ report }: Awaited<ReturnType<typeof open>>) =>
  Object.fromEntries(report.classCounts.map(({ name, count }) => [name, count]));

describe('a table for each recording', () => {
  it('in class folders: a clock is no channel, accelerometer and gyroscope are modalities', async () => {
    const read = await open(
      ofAll((name, speed, recording) => ({
        [`${name}/rec${recording}.csv`]: [
          'timestamp,accX,accY,accZ,gyrX,gyrY,gyrZ',
          ...lines(40 + recording, 6, speed, recording, (i) => String(20 * i)),
        ].join('\n'),
      })),
    );
    expect(classesOf(read)).toEqual({ rest: 5, run: 5, walk: 5 });
    expect(read.report.meaning.classFrom).toBe('folder level 1');
    expect(shapes(read)).toEqual([
      { id: 'acc', kind: 'series', shape: [42, 3], columns: ['accX', 'accY', 'accZ'] },
      { id: 'gyr', kind: 'series', shape: [42, 3], columns: ['gyrX', 'gyrY', 'gyrZ'] },
    ]);
    expect(read.report.choices.join()).toContain('whether one keeps another from learning');
    expect(read.report.choices).toContain(
      'Series of 40 to 44 readings were brought to 42 moments, evenly spaced in time.',
    );
  });

  it('in folders of what was measured: a modality each, and what all files say is said once', async () => {
    const read = await open(
      ofAll((name, speed, recording) => ({
        [`puls/${name}/${recording}.csv`]: [
          't;v',
          ...lines(30, 1, speed, recording, String, ';'),
        ].join('\n'),
        ...(name === 'run' && recording === 1
          ? {}
          : {
              [`temperature/${name}/${recording}.csv`]: [
                't;v',
                ...lines(30, 1, speed, recording, String, ';'),
              ].join('\n'),
            }),
      })),
    );
    expect([read.report.samples, shapes(read).map(({ id }) => id)]).toEqual([
      15,
      ['puls', 'temperature'],
    ]);
    expect(read.report.meaning).toMatchObject({ classFrom: 'folder level 1', questions: [] });
    expect(read.report.choices.filter((each) => each.includes('semicolons'))).toEqual([
      'puls/rest/0.csv is separated by semicolons. The same holds for 28 more files.',
    ]);
  });

  const phyphox = (name: string, speed: number, recording: number): Files => ({
    'Accelerometer.csv': [
      '"Time (s)","Acceleration x (m/s^2)","Acceleration y (m/s^2)","Acceleration z (m/s^2)"',
      ...lines(60, 3, speed, recording, (i) => (0.01 * i).toExponential(9)),
    ].join('\n'),
    'Gyroscope.csv': [
      '"Time (s)","Gyroscope x (rad/s)","Gyroscope y (rad/s)","Gyroscope z (rad/s)"',
      ...lines(30, 3, speed, recording + 1, (i) => (0.02 * i).toExponential(9)),
    ].join('\n'),
    'meta/device.csv': '"property","value"\n"version","1.1"\n"deviceModel","a phone"',
    'meta/time.csv':
      '"event","experiment time","system time","system time text"\n"START",0,1.7E9,"2026"\n"PAUSE",3,1.7E9,"2026"',
    [`meta/${name}.txt`]: '',
  });
  const inFolder = (folder: string, files: Files): Files =>
    Object.fromEntries(
      Object.entries(files).flatMap(([path, content]) =>
        content === '' ? [] : [[`${folder}/${path}`, content]],
      ),
    );

  it('of several sensors in a folder for each recording, as phyphox exports them', async () => {
    const read = await open(
      ofAll((name, speed, recording) =>
        inFolder(`${name}/take ${recording}`, phyphox(name, speed, recording)),
      ),
    );
    expect(classesOf(read)).toEqual({ rest: 5, run: 5, walk: 5 });
    expect(shapes(read).map(({ id, shape }) => ({ id, shape }))).toEqual([
      { id: 'accelerometer', shape: [60, 3] },
      { id: 'gyroscope', shape: [60, 3] },
    ]);
    expect(read.report.meaning.pairedBy).toBe('name');
    // notes of the program are no data, and are counted
    expect(read.report.ignored).toMatchObject([
      { file: expect.stringContaining('meta/'), count: 30 },
    ]);
  });

  it('of which one lacks a sensor: it stays, in windows as long as those of the others', async () => {
    const without = ofAll((name, speed, recording) => {
      const {
        'Accelerometer.csv': acc,
        'Gyroscope.csv': gyro,
        ...rest
      } = phyphox(name, speed, recording);
      return inFolder(`${name}/take ${recording}`, {
        ...rest,
        ...(name === 'walk' && recording === 0 ? {} : { 'Accelerometer.csv': acc ?? '' }),
        ...(name === 'run' && recording === 0 ? {} : { 'Gyroscope.csv': gyro ?? '' }),
      });
    });
    const lacking = async (over: Partial<ImportOptions>) => {
      const { dataSet, report } = await open(without, over);
      expect(report.leftOut).toEqual([]);
      return [
        report.samples,
        ...dataSet.modalities.map(({ present }) => present?.filter((has) => has === 0).length),
      ];
    };
    expect(await lacking({})).toEqual([15, 1, 1]);
    // the gyroscope has half as many readings: as many windows of the accelerometer's readings all the same
    expect(await lacking({ series: { window: 20 } })).toEqual([15 * 5, 5, 5]);
    const { report } = await open(without, {
      modalities: { turn: ['Gyroscope x (rad/s)'], twist: ['Gyroscope y (rad/s)'] },
    });
    expect(report.samples).toBe(14);
    expect(report.leftOut).toMatchObject([
      {
        reason: '1 sample has none of the sensors that are used (the first: run/take 0).',
        count: 1,
        unit: 'sample',
      },
    ]);
  });

  it('of several sensors in a ZIP for each recording, in class folders or by the name of the ZIP', async () => {
    for (const path of [
      (name: string, n: number) => `${name}/${n}.zip`,
      (name: string, n: number) => `${name}_${n}.zip`,
    ]) {
      const files: Record<string, Uint8Array> = {};
      for (const [speed, name] of CLASSES.entries()) {
        for (const recording of times(5, (n) => n)) {
          const held = Object.entries(phyphox(name, speed + 1, recording)).filter(
            ([, text]) => text !== '',
          );
          files[path(name, recording)] = await zipOf(Object.fromEntries(held));
        }
      }
      const read = await open(files);
      expect(classesOf(read)).toEqual({ rest: 5, run: 5, walk: 5 });
      expect(read.report.modalities.map(({ id }) => id)).toEqual(['accelerometer', 'gyroscope']);
    }
  });

  it('in one folder, the class in the names, decimals with a comma', async () => {
    const read = await open(
      ofAll((name, speed, recording) => ({
        [`${name}_${recording + 1}.csv`]: [
          'Zeit (s);Beschleunigung x (m/s^2);Beschleunigung y (m/s^2);Drehrate x (rad/s);Drehrate y (rad/s)',
          ...lines(50, 4, speed, recording, (i) => String(i / 50), ';').map((line) =>
            line.replaceAll('.', ','),
          ),
        ].join('\r\n'),
      })),
    );
    expect(classesOf(read)).toEqual({ rest: 5, run: 5, walk: 5 });
    expect(read.report.meaning.classFrom).toBe('file name part 1');
    expect(shapes(read).map(({ id, shape }) => ({ id, shape }))).toEqual([
      { id: 'beschleunigung', shape: [50, 2] },
      { id: 'drehrate', shape: [50, 2] },
    ]);
  });

  it('in JSON of the data acquisition format, in folders to train and to test', async () => {
    const read = await open(
      ofAll((name, speed, recording) => ({
        [`${recording < 4 ? 'training' : 'testing'}/${name}.${'abcde'[recording]}1k.json`]:
          JSON.stringify({
            protected: { ver: 'v1', alg: 'none' },
            signature: '0',
            payload: {
              device_type: 'PHONE',
              interval_ms: 16,
              sensors: [
                { name: 'accX', units: 'm/s2' },
                { name: 'accY', units: 'm/s2' },
                { name: 'gyrX', units: 'rad/s' },
                { name: 'gyrY', units: 'rad/s' },
              ],
              values: lines(64, 4, speed, recording, () => null).map((line) =>
                line.split(',').map(Number),
              ),
            },
          }),
      })),
    );
    expect(read.report).toMatchObject({
      counts: { train: 12, validation: 0, test: 3 },
      meaning: { classFrom: 'file name part 1', splitFrom: 'folders' },
    });
    expect(shapes(read).map(({ id, shape }) => ({ id, shape }))).toEqual([
      { id: 'acc', shape: [64, 2] },
      { id: 'gyr', shape: [64, 2] },
    ]);
  });

  it('in JSON with its own words: a list of records or a list a column, the class beside it', async () => {
    const read = await open(
      ofAll((name, speed, recording) => {
        const rows = lines(32, 2, speed, recording, (i) => String(i)).map((line) =>
          line.split(',').map(Number),
        );
        return {
          [`r${speed}${recording}.json`]: JSON.stringify(
            recording % 2 === 0
              ? {
                  activity: name,
                  subject: `p${recording}`,
                  samples: rows.map(([t, x, y]) => ({ t, x, y })),
                }
              : {
                  activity: name,
                  subject: `p${recording}`,
                  t: rows.map(([t]) => t),
                  x: rows.map(([, x]) => x),
                  y: rows.map(([, , y]) => y),
                },
          ),
        };
      }),
    );
    expect(classesOf(read)).toEqual({ rest: 5, run: 5, walk: 5 });
    expect(read.report.meaning).toMatchObject({ classFrom: 'column activity', group: 'subject' });
    expect(read.report.groupHeldApart).toBe(true);
    expect(read.report.modalities.map(({ columns }) => columns)).toEqual([['x'], ['y']]);
  });

  it('of a sensor in a file each, by a word in the names or by the folder', async () => {
    for (const path of [
      (name: string, n: number, sensor: string) => `${name}/${n}_${sensor}.csv`,
      (name: string, n: number, sensor: string) => `${sensor}/${name}/${n}.csv`,
    ]) {
      const read = await open(
        ofAll((name, speed, recording) =>
          Object.fromEntries(
            ['acc', 'gyro'].map((sensor, k) => [
              path(name, recording, sensor),
              ['time,x,y,z', ...lines(30, 3, speed, recording + k, (i) => String(i))].join('\n'),
            ]),
          ),
        ),
      );
      expect(classesOf(read)).toEqual({ rest: 5, run: 5, walk: 5 });
      expect(shapes(read)).toEqual([
        { id: 'acc', kind: 'series', shape: [30, 3], columns: ['x', 'y', 'z'] },
        { id: 'gyro', kind: 'series', shape: [30, 3], columns: ['x', 'y', 'z'] },
      ]);
    }
  });

  it('without a clock, where neighbouring rows are alike', async () => {
    const read = await open(
      ofAll((name, speed, recording) => ({
        [`${name}/${recording}.csv`]: ['a,b', ...lines(36, 2, speed, recording, () => null)].join(
          '\n',
        ),
      })),
    );
    expect(classesOf(read)).toEqual({ rest: 5, run: 5, walk: 5 });
    expect(read.report.modalities.map(({ shape }) => shape)).toEqual([
      [36, 1],
      [36, 1],
    ]);
  });

  it('long ones are cut into windows, and each recording is kept in one split', async () => {
    const read = await open(
      ofAll((name, speed, recording) => ({
        [`${name}/${recording}.csv`]: [
          't,x,y,z',
          ...lines(640, 3, speed, recording, (i) => String(i / 50)),
        ].join('\n'),
      })),
    );
    expect(classesOf(read)).toEqual({ rest: 45, run: 45, walk: 45 });
    expect(read.report).toMatchObject({ groupHeldApart: true, meaning: { group: 'recording' } });
    expect(read.report.groups).toHaveLength(15);
    expect(read.report.choices).toContain(
      'Recordings were cut into windows of 128 readings, one every 64.',
    );
    const whole = await open(
      ofAll((name, speed, recording) => ({
        [`${name}/${recording}.csv`]: [
          't,x,y,z',
          ...lines(640, 3, speed, recording, (i) => String(i / 50)),
        ].join('\n'),
      })),
      { series: { window: 0, length: 100 } },
    );
    expect(whole.report.samples).toBe(15);
    expect(whole.report.modalities[0]?.shape).toEqual([100, 2]);
  });

  it('one of each class is cut into windows that share no reading, which is said', async () => {
    const read = await open(
      ofAll(
        (name, speed) => ({
          [`${name}.csv`]: ['t,x,y,z', ...lines(900, 3, speed, 0, (i) => String(i / 50))].join(
            '\n',
          ),
        }),
        1,
      ),
    );
    expect(classesOf(read)).toEqual({ rest: 7, run: 7, walk: 7 });
    expect(read.report.choices.join()).toContain('they share no reading');
  });

  it('of a person in a folder each is kept with that person', async () => {
    const read = await open(
      ofAll((name, speed, recording) => ({
        [`subject${recording + 1}/${name}/1.csv`]: [
          't,x,y,z',
          ...lines(30, 3, speed, recording, (i) => String(i)),
        ].join('\n'),
        [`subject${recording + 1}/${name}/2.csv`]: [
          't,x,y,z',
          ...lines(30, 3, speed, recording + 9, (i) => String(i)),
        ].join('\n'),
      })),
    );
    expect(classesOf(read)).toEqual({ rest: 10, run: 10, walk: 10 });
    expect(read.report).toMatchObject({
      groupHeldApart: true,
      meaning: { group: 'folder level 1', classFrom: 'folder level 2' },
    });
  });
});

describe('one table of readings', () => {
  const rowsOf = (row: (person: number, name: string, speed: number, i: number) => string) =>
    times(6, (person) =>
      CLASSES.flatMap((name, speed) => times(60, (i) => row(person, name, speed + 1, i))),
    ).flat();
  const values = (person: number, speed: number, i: number) =>
    times(3, (k) => swing(speed, person, k, i)).join(',');

  it('with names: stretches of one person and one class', async () => {
    const read = await open({
      'log.csv': [
        'user,activity,timestamp,x,y,z',
        ...rowsOf(
          (person, name, speed, i) =>
            `${person},${name},${1000 * person + 50 * i},${values(person, speed, i)}`,
        ),
      ].join('\n'),
    });
    expect(read.report).toMatchObject({
      groupHeldApart: true,
      meaning: { classFrom: 'column activity', group: 'user' },
    });
    expect(classesOf(read)).toEqual({ rest: 12, run: 12, walk: 12 });
    expect(read.report.modalities.flatMap(({ columns }) => columns)).toEqual(['x', 'y', 'z']);
  });

  it('without names, lines that end with a semicolon', async () => {
    const read = await open({
      'log.txt': rowsOf(
        (person, name, speed, i) =>
          `${20 + person},${name},${49105962326000 + 50000000 * i},${values(person, speed, i)};`,
      ).join('\n'),
    });
    expect(read.report).toMatchObject({
      groupHeldApart: true,
      meaning: { classFrom: 'column 2', group: '1' },
    });
    expect(read.report.modalities.flatMap(({ columns }) => columns)).toEqual(['4', '5', '6']);
  });

  it('with a number for each recording, whose end it is', async () => {
    const read = await open({
      'log.csv': [
        'recording_id,step,ax,ay,gx,gy,label',
        ...times(18, (n) =>
          lines(24, 4, 1 + (n % 3), n, (i) => `${n},${i}`).map(
            (line) => `${line},${CLASSES[n % 3]}`,
          ),
        ).flat(),
      ].join('\n'),
    });
    expect(classesOf(read)).toEqual({ rest: 6, run: 6, walk: 6 });
    expect(shapes(read)).toEqual([
      { id: 'a', kind: 'series', shape: [24, 2], columns: ['ax', 'ay'] },
      { id: 'g', kind: 'series', shape: [24, 2], columns: ['gx', 'gy'] },
    ]);
  });

  it('a file for each person and sensor: where the class changes within, one sensor is used, which is said', async () => {
    const read = await open(
      Object.fromEntries(
        ['accel', 'gyro'].flatMap((sensor, k) =>
          times(5, (person) => [
            `phone/${sensor}/data_${1600 + person}_${sensor}.txt`,
            CLASSES.flatMap((name, speed) =>
              lines(
                64,
                3,
                speed + 1,
                person + k,
                (i) => `${1600 + person},${name},${9e12 * speed + 5e7 * i}`,
              ).map((line) => `${line};`),
            ).join('\n'),
          ]),
        ),
      ),
    );
    expect(read.report.meaning).toMatchObject({ classFrom: 'column 2', group: '1' });
    expect(read.report.groups.map(({ name }) => name)).toEqual([
      '1600',
      '1601',
      '1602',
      '1603',
      '1604',
    ]);
    expect(read.report.leftOut).toMatchObject([
      { count: 5, reason: expect.stringContaining('of another sensor') },
    ]);
  });

  it('a file for each person, with the class in a column', async () => {
    const read = await open(
      Object.fromEntries(
        times(5, (person) => [
          `p${person}.csv`,
          [
            'time,acc_x,acc_y,hr,activity',
            ...CLASSES.flatMap((name, speed) =>
              lines(64, 3, speed + 1, person, (i) => String(100 * speed + i)).map(
                (line) => `${line},${name}`,
              ),
            ),
          ].join('\n'),
        ]),
      ),
    );
    expect(read.report).toMatchObject({
      groupHeldApart: true,
      meaning: { classFrom: 'column activity', group: 'file' },
    });
    expect(read.report.modalities.map(({ columns }) => columns)).toEqual([
      ['acc_x', 'acc_y'],
      ['hr'],
    ]);
  });

  it.each([
    ['times of measurement in no order', (i: number) => `${(i * 977) % 5000}`, 'time'],
    ['a clock of another name', (i: number) => `${50 * i}`, 'pulse'],
    ['uneven steps', (i: number) => `${i * i}`, 'time'],
    ['classes that change with every row', (i: number) => `${50 * i}`, 'time', 1],
  ])('%s: rows are samples', async (_, clock, name, run = 40) => {
    const read = await open({
      'moves.csv': [
        `activity,${name},ax,ay`,
        ...times(
          160,
          (i) =>
            `${Math.floor(i / run) % 2 ? 'sit' : 'walk'},${clock(i)},${(i * 7) % 13},${(i * 5) % 11}`,
        ),
      ].join('\n'),
    });
    expect(read.report.samples).toBe(160);
  });

  it('is read row by row where that was chosen', async () => {
    const text = [
      'user,activity,timestamp,x,y,z',
      ...rowsOf(
        (person, name, speed, i) => `${person},${name},${50 * i},${values(person, speed, i)}`,
      ),
    ].join('\n');
    const read = await open({ 'log.csv': text }, { series: { rows: 'samples' } });
    expect(read.report.samples).toBe(1080);
  });
});

describe('series in cells', () => {
  const relational = (from: number, count: number) =>
    [
      '@relation moves',
      '@attribute readings relational',
      ...times(20, (k) => `@attribute att${k} numeric`),
      '@end readings',
      '@attribute kind {walk,run}',
      '@data',
      ...times(count, (n) => {
        const speed = (n + from) % 2;
        const rows = times(4, (k) => times(20, (i) => swing(1 + speed, n + from, k, i)).join(','));
        return `'${rows.join('\\n')}',${speed ? 'run' : 'walk'}`;
      }),
    ].join('\n');

  it('of relational ARFF, in a part to train and one to test', async () => {
    const read = await open({
      'Moves_TRAIN.arff': relational(0, 20),
      'Moves_TEST.arff': relational(100, 12),
    });
    expect(read.report).toMatchObject({
      counts: { train: 20, test: 12 },
      meaning: { classFrom: 'column kind', splitFrom: 'files' },
      leftOut: [],
    });
    expect(read.report.modalities.map(({ shape }) => shape)).toEqual([
      [20, 2],
      [20, 2],
    ]);
  });

  it('of relational ARFF whose inner columns are channels, lengths as they come', async () => {
    const text = [
      '@relation moves',
      '@attribute name string',
      '@attribute bag relational',
      '@attribute acc_x numeric',
      '@attribute acc_y numeric',
      '@end bag',
      '@attribute class {a,b}',
      '@data',
      ...times(
        16,
        (n) =>
          `m${n},"${times(20 + n, (i) => `${swing(1 + (n % 2), n, 0, i)},${swing(1, n, 1, i)}`).join('\\n')}",${'ab'[n % 2]}`,
      ),
      'm16,"1,2,3",a',
    ].join('\n');
    const read = await open({ 'moves.arff': text });
    expect(read.report.modalities.map(({ columns }) => columns)).toEqual([['acc_x'], ['acc_y']]);
    expect(read.report.samples).toBe(16);
    expect(read.report.leftOut.map(({ reason }) => reason).join()).toMatch(
      /Row 25 of moves\.arff does not hold/,
    );
  });

  it('of one matrix a channel, rows being windows, with files for class and person', async () => {
    const files: Record<string, string> = {
      'activity_labels.txt': '1 WALKING\n2 SITTING',
      'README.txt': 'Recordings of people.',
    };
    for (const [part, people, from] of [
      ['train', 6, 0],
      ['test', 3, 50],
    ] as const) {
      const rows = people * 8;
      for (const sensor of ['body_acc', 'body_gyro']) {
        for (const [k, axis] of ['x', 'y', 'z'].entries()) {
          files[`${part}/Inertial Signals/${sensor}_${axis}_${part}.txt`] = times(rows, (n) =>
            times(32, (i) => Number(swing(1 + (n % 2), n + from, k, i)).toExponential(7)).join(
              '  ',
            ),
          ).join('\n');
        }
      }
      files[`${part}/y_${part}.txt`] = times(rows, (n) => String(1 + (n % 2))).join('\n');
      files[`${part}/subject_${part}.txt`] = times(rows, (n) =>
        String(from + Math.floor(n / 8)),
      ).join('\n');
    }
    const read = await open(files);
    expect(classesOf(read)).toEqual({ SITTING: 36, WALKING: 36 });
    expect(read.report).toMatchObject({
      counts: { train: 48, test: 24 },
      groupHeldApart: true,
      meaning: { group: 'subject', splitFrom: 'files' },
    });
    expect(shapes(read)).toEqual([
      {
        id: 'body-acc',
        kind: 'series',
        shape: [32, 3],
        columns: ['body acc x', 'body acc y', 'body acc z'],
      },
      {
        id: 'body-gyro',
        kind: 'series',
        shape: [32, 3],
        columns: ['body gyro x', 'body gyro y', 'body gyro z'],
      },
    ]);
  });
});
