/** The published sets in their original layouts, in small; what is decoded says itself what it is. */
import { describe, expect, it } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../../testing/import-fixtures';
import { importData } from '../import-data';
import type { ImportOptions } from '../options';
import type { SourceFile } from '../source-file';

const shares = { train: 0.5, validation: 0, test: 0.5 };
const load = (files: readonly SourceFile[], over: Partial<ImportOptions> = {}) =>
  importData(files, importOptionsFor({ shares, ...over }), spokenDecoders);
const shapes = ({ dataSet }: Awaited<ReturnType<typeof load>>) =>
  dataSet.modalities.map(({ id, kind, shape }) => `${id} ${kind} ${shape.join('x')}`);

/** How many samples have each modality. */
const has = ({ report }: Awaited<ReturnType<typeof load>>) =>
  Object.fromEntries(report.modalities.map(({ id, samples }) => [id, samples]));

const times = <T>(count: number, make: (k: number) => T): T[] =>
  Array.from({ length: count }, (_, k) => make(k));

describe('CREMA-D', () => {
  const clips = times(
    16,
    (k) => `${1001 + (k >> 2)}_DFA_${k % 2 ? 'ANG' : 'SAD'}_${k & 2 ? 'HI' : 'LO'}`,
  );
  const sounds = clips.map((clip, k) => fileOf(`AudioWAV/${clip}.wav`, `tone ${300 + 40 * k}`));
  const videos = clips.map((clip, k) => fileOf(`VideoMP4/${clip}.mp4`, `clip ${k / 20}`));

  it('pairs sound with video by name, labels by emotion and keeps actors apart', async () => {
    const read = await load([...sounds, ...videos]);
    expect(shapes(read)).toEqual(['sound audio 32x32x1', 'picture video 3x4x4x1']);
    expect(read.dataSet.classNames).toEqual(['Anger', 'Sad']);
    expect(read.report.counts).toEqual({ train: 8, validation: 0, test: 8 });
    expect(read.report.choices.join()).toContain('Actors are kept apart');
    expect(read.report.choices.join()).toContain('no group is in two splits');
  });

  it('takes the published lists for its split, and leaves out what none of them names', async () => {
    const rows = clips.map((clip) => `${clip},${clip.slice(9, 12)}`);
    const read = await load([
      ...sounds,
      ...videos,
      fileOf('di-mml-lists/train.csv', `\ufeff${rows.slice(0, 8).join('\r\n')}`),
      fileOf('di-mml-lists/test.csv', rows.slice(8, 14).join('\n')),
      fileOf('processedResults/summaryTable.csv', 'FileName,VoiceVote\n1,A'),
    ]);
    expect(read.report.counts).toEqual({ train: 8, validation: 0, test: 6 });
    expect(read.report.leftOut.map(({ reason }) => reason)).toEqual([
      '2 clips are in no list of a split (the first: 1004_DFA_ANG_HI).',
    ]);
    const apart = await load([...sounds, ...videos], { split: 'none', holdOut: ['1001'] });
    expect(apart.report.counts.test).toBe(4);
  });

  it('uses clips whose video is Flash only by their sound, with the line that converts it', async () => {
    const mixed = videos.map((file, k) =>
      k < 4 ? fileOf(`VideoFlash/${clips[k]}.flv`, 'FLV') : file,
    );
    const read = await load([...sounds, ...mixed]);
    const { report } = read;
    expect(has(read)).toEqual({ sound: 16, picture: 12 });
    expect(report.choices.join()).toContain('4 of 16 samples lack "Picture"');
    expect(report.leftOut).toEqual([
      {
        file: 'VideoFlash/1001_DFA_ANG_HI.flv',
        reason:
          '4 clips have their video only in a form that browsers do not play (the first: 1001_DFA_ANG_HI.flv).',
        fix: 'Convert it first: ffmpeg -i "1001_DFA_ANG_HI.flv" -c:v libx264 -pix_fmt yuv420p -c:a aac "1001_DFA_ANG_HI.mp4"',
        count: 4,
        unit: 'file',
      },
    ]);
    const lost = await load([...sounds.slice(1), ...mixed]);
    expect(has(lost)).toEqual({ sound: 15, picture: 12 });
    expect(lost.report.samples).toBe(15);
  });

  it('keeps clips that lack a sound or a video', async () => {
    const read = await load([...sounds.slice(2), ...videos.slice(0, 13)]);
    expect(has(read)).toEqual({ sound: 14, picture: 13 });
    expect(read.report).toMatchObject({ samples: 16, leftOut: [] });
  });

  it('takes frames from folders of pictures, and sound alone in two halves when asked', async () => {
    const frames = clips.flatMap((clip, k) =>
      times(5, (f) => fileOf(`Image-01-FPS/${clip}/0000${f}.jpg`, `grey ${(k + f) / 30}`)),
    );
    expect(shapes(await load([...sounds, ...frames]))).toEqual([
      'sound audio 32x32x1',
      'picture video 3x4x4x1',
    ]);
    const alone = await load([...sounds, ...frames], { modalities: { sound: ['sound'] } });
    expect(shapes(alone)).toEqual(['low audio 16x32x1', 'high audio 16x32x1']);
    await expect(load(sounds, { modalities: { a: ['picture'] } })).rejects.toThrow(
      'data.modalities.a is ["picture"]; these files offer sound.',
    );
  });
});

describe('AVE', () => {
  const ids = times(16, (k) => `video-id_${100 + k}`);
  const line = (k: number, from = k % 3) =>
    `${k % 2 ? 'Church bell' : 'Male speech, man speaking'}&${ids[k]}&good&${from}&${from + 2}`;
  const clips = ids.map((id, k) => fileOf(`AVE/${id}.mp4`, `clip ${k / 30} ${300 + 40 * k}`));
  const lists = [
    fileOf('trainSet.txt', times(8, (k) => line(k)).join('\n')),
    fileOf('valSet.txt', times(4, (k) => line(8 + k)).join('\n')),
    fileOf('testSet.txt', times(4, (k) => line(12 + k)).join('\n')),
  ];

  it('uses the stretch of each video that its line names, in the official splits', async () => {
    const read = await load([...clips, ...lists], { frames: 1 });
    expect(shapes(read)).toEqual(['sound audio 32x32x1', 'picture video 4x4x1']);
    expect(read.report.counts).toEqual({ train: 8, validation: 4, test: 4 });
    expect(read.dataSet.classNames).toEqual(['Church bell', 'Male speech, man speaking']);
    // its lists are no tables, and nobody should be told so
    expect(read.report.leftOut).toEqual([]);
    // the greys of two videos differ by their number and by the second at which their stretch begins
    const { data, normalisation } = read.dataSet
      .modalities[1] as (typeof read.dataSet.modalities)[1];
    const grey = (row: number) =>
      (data[row * 16 + 1] as number) * (normalisation.scale[0] as number);
    expect(grey(1) - grey(0)).toBeCloseTo(1 / 30 + 0.1, 1);
    expect(grey(3) - grey(0)).toBeCloseTo(3 / 30, 1);
  });

  it('takes a video that is listed twice once, for the test rather than for training', async () => {
    const twice = lists.map((file, i) =>
      i === 0 ? fileOf('trainSet.txt', [...times(8, (k) => line(k)), line(12)].join('\n')) : file,
    );
    const { report } = await load([...clips, ...twice]);
    expect(report.counts).toEqual({ train: 8, validation: 4, test: 4 });
    expect(report.choices.join()).toContain('1 line names a video that another line names already');
  });

  it('keeps a video without sound, by its pictures', async () => {
    const silent = clips.map((file, k) => (k === 3 ? fileOf(file.path, 'clip 0.1') : file));
    const read = await load([...silent, ...lists], { frames: 1 });
    expect(has(read)).toEqual({ sound: 15, picture: 16 });
    expect(read.report.leftOut).toEqual([]);
  });

  it('says how many videos are not there', async () => {
    const { report } = await load([...clips.slice(2), ...lists]);
    expect(report.leftOut).toMatchObject([
      {
        count: 2,
        reason: '2 videos that the lists name are not there (the first: video-id_100.mp4).',
      },
    ]);
    await expect(load([fileOf('AVE/other.mp4', 'clip 0'), ...lists])).rejects.toThrow(
      'These are lists of AVE, and no clip that they name is there.',
    );
  });
});

describe('UCF101', () => {
  const names = times(
    16,
    (k) => `v_${k % 2 ? 'Archery' : 'Biking'}_g0${1 + (k >> 2)}_c0${1 + (k & 2)}`,
  );
  const label = (name: string) => name.split('_')[1] as string;
  const lists = [
    fileOf('ucfTrainTestlist/classInd.txt', '1 Archery\n2 Biking\n'),
    fileOf(
      'ucfTrainTestlist/trainlist01.txt',
      names
        .slice(0, 10)
        .map((n) => `${label(n)}/${n}.avi 1`)
        .join('\n'),
    ),
    fileOf(
      'ucfTrainTestlist/testlist01.txt',
      names
        .slice(10)
        .map((n) => `${label(n)}/${n}.avi`)
        .join('\n'),
    ),
    fileOf('ucfTrainTestlist/trainlist02.txt', `Archery/${names[1]}.avi 1`),
  ];
  const folders = names.flatMap((name, k) =>
    times(4, (f) => [
      fileOf(`jpegs_256/${name}/frame00000${f + 1}.jpg`, `grey ${(k + f) / 30}`),
      fileOf(`tvl1_flow/u/${name}/frame00000${f + 1}.jpg`, `grey ${0.5 + k / 100}`),
      fileOf(`tvl1_flow/v/${name}/frame00000${f + 1}.jpg`, 'grey 0.5'),
    ]).flat(),
  );
  const videos = names.map((name, k) =>
    fileOf(`UCF-101/${label(name)}/${name}.mp4`, `clip ${k / 20}`),
  );

  it('pairs pictures with the motion that was published with them, by the first lists', async () => {
    const read = await load([...folders, ...lists], { frames: 1, motionFields: 2 });
    expect(shapes(read)).toEqual(['picture video 4x4x1', 'motion flow 2x4x4x2']);
    expect(read.report.counts).toEqual({ train: 10, validation: 0, test: 6 });
    expect(read.report.choices.join()).toContain('trainlist01.txt');
    // a grey of k hundredths over the middle is 2 k / 100 of 20 pixels, in hundredths of 8 pixels
    const { data, normalisation } = read.dataSet
      .modalities[1] as (typeof read.dataSet.modalities)[1];
    const u = (row: number) =>
      (data[row * 64 + 2] as number) * (normalisation.scale[0] as number) +
      (normalisation.shift[0] as number);
    const sorted = [...names].sort();
    const number = (row: number) => names.indexOf(sorted[row] as string);
    const step = (((2 / 100) * 20) / 8) * 100;
    expect(u(10) - u(0)).toBeCloseTo((number(10) - number(0)) * step, -1);
  });

  it('keeps a clip without its pictures, by the motion that was published', async () => {
    const some = folders.filter(({ path }) => !path.startsWith(`jpegs_256/${names[0]}`));
    const read = await load([...some, ...lists], { frames: 2 });
    expect(has(read)).toEqual({ picture: 15, motion: 16 });
    expect(read.report).toMatchObject({ samples: 16, leftOut: [] });
  });

  it('computes the motion of videos, and keeps groups apart without lists', async () => {
    expect(shapes(await load(videos, { motionFields: 5 }))).toEqual([
      'picture video 3x4x4x1',
      'motion flow 5x4x4x2',
    ]);
    const read = await load(videos);
    expect(shapes(read)).toEqual(['picture video 3x4x4x1', 'motion flow 3x4x4x2']);
    expect(read.report.choices.join()).toContain('Motion is computed from the pictures (TV-L1)');
    expect(read.report.choices.join()).toContain('no group is in two splits');
  });

  it('leaves motion out when told to, which leaves halves of pictures', async () => {
    expect(shapes(await load(videos, { flow: false }))).toEqual([
      'left video 3x4x2x1',
      'right video 3x4x2x1',
    ]);
  });

  it('refuses a set of AVI by name, with the line that converts one', async () => {
    const old = names.map((name) => fileOf(`UCF-101/${label(name)}/${name}.avi`, 'RIFF'));
    await expect(load(old)).rejects.toMatchObject({
      message: expect.stringContaining(
        'The 16 clips of UCF101 are in a form that browsers do not play',
      ),
      hint: expect.stringContaining('ffmpeg -i "v_Archery_g01_c01.avi"'),
    });
  });
});

describe('ModelNet40', () => {
  const mesh = (faces: number) =>
    `OFF3 ${faces} 0\n0 0 0\n1 0 0\n0 1 0\n${times(faces, () => '3 0 1 2\n').join('')}`;
  const meshes = times(16, (k) =>
    fileOf(
      `ModelNet40/${k % 2 ? 'chair' : 'bed'}/${k < 10 ? 'train' : 'test'}/${k % 2 ? 'chair' : 'bed'}_000${k}.off`,
      mesh(1 + (k % 5)),
    ),
  );

  it('draws meshes from the front and the rear, in the split of their folders', async () => {
    const read = await load(meshes);
    expect(shapes(read)).toEqual(['front image 4x4x1', 'rear image 4x4x1']);
    expect(read.report.counts).toEqual({ train: 10, validation: 0, test: 6 });
    expect(read.dataSet.classNames).toEqual(['bed', 'chair']);
  });

  it('leaves out a damaged mesh once, not once for each view', async () => {
    const damaged = meshes.map((file, k) => (k === 3 ? fileOf(file.path, 'OFF\n3 9 0\n') : file));
    const { report } = await load(damaged);
    expect(report.samples).toBe(15);
    expect(report.leftOut).toHaveLength(1);
    expect(report.leftOut[0]?.reason).toContain('chair_0003.off is cut off');
  });

  it('takes renderings numbered 001 to 012, and lists whose paths start above the folder', async () => {
    const views = times(16, (k) =>
      times(12, (view) =>
        fileOf(
          `modelnet40v1/${k % 2 ? 'chair' : 'bed'}/${k < 10 ? 'train' : 'test'}/m_${k}_${String(view + 1).padStart(3, '0')}.jpg`,
          `grey ${(k + view) / 40}`,
        ),
      ),
    ).flat();
    const read = await load(views);
    expect(shapes(read)).toEqual(['front image 4x4x1', 'rear image 4x4x1']);
    expect(read.report.counts).toEqual({ train: 10, validation: 0, test: 6 });
    const side = (k: number, view: string) => (path: string) => path.endsWith(`m_${k}_${view}.jpg`);
    const [noRear, noFront] = [side(2, '007'), side(11, '001')];
    const less = await load(views.filter(({ path }) => !noRear(path) && !noFront(path)));
    expect(has(less)).toEqual({ front: 15, rear: 15 });
    expect(less.report.samples).toBe(16);
    const listed = times(16, (k) => ({
      k,
      path: `new_12x/${k % 2 ? 'chair' : 'bed'}/m_${k}.obj.shaded_v0`,
    }));
    const rows = (from: number, to: number) =>
      listed
        .slice(from, to)
        .map(({ k, path }) => `../${path}01.png\t${k % 2}`)
        .join('\n');
    const files = [
      ...listed.flatMap(({ k, path }) => [
        fileOf(`${path}01.png`, `grey ${k / 40}`),
        fileOf(`${path}07.png`, `grey ${k / 50}`),
      ]),
      fileOf('train.txt', rows(0, 10)),
      fileOf('test.txt', rows(10, 16)),
    ];
    const fromLists = await load(files);
    expect(shapes(fromLists)).toEqual(['front image 4x4x1', 'rear image 4x4x1']);
    expect(fromLists.report.counts).toEqual({ train: 10, validation: 0, test: 6 });
    const lists = await load(files.filter((_, at) => at !== 0 && at !== 3));
    expect(has(lists)).toEqual({ front: 15, rear: 15 });
    expect(lists.report).toMatchObject({ samples: 16, leftOut: [] });
  });
});

describe('ESC-10', () => {
  it('is sound alone, cut into low and high, with its folds kept apart', async () => {
    const files = times(20, (k) =>
      fileOf(
        `ESC-10/00${1 + (k % 2)} - ${k % 2 ? 'Sea waves' : 'Dog bark'}/${1 + (k % 5)}-${1000 + k}-A.ogg`,
        `tone ${300 + 60 * k}`,
      ),
    );
    const read = await load(files, { shares: { train: 0.6, validation: 0.2, test: 0.2 } });
    expect(shapes(read)).toEqual(['low audio 16x32x1', 'high audio 16x32x1']);
    expect(read.dataSet.classNames).toEqual(['Dog bark', 'Sea waves']);
    expect(read.report.counts).toEqual({ train: 12, validation: 4, test: 4 });
  });
});
