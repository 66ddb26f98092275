/** Listings of files as the four sets have them, and of their like. */
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../readers';
import { publishedSetOf } from './recognise';

const nameOf = (paths: readonly string[]) => publishedSetOf(paths, FORMATS.readers)?.name ?? null;
const numbers = [1, 2, 3, 4];

const crema = numbers.map((k) => `100${k}_DFA_ANG_XX`);
const ids = ['0-I1Dtv7LEo', 'PnvIq3jyTbg', '---1_cCGK4M'];
const clips = numbers.map((k) => `v_Archery_g0${k}_c01`);

describe('the four sets are known by their names', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'CREMA-D',
      'sounds and videos',
      crema.flatMap((clip) => [`CREMA-D/AudioWAV/${clip}.wav`, `CREMA-D/VideoFlash/${clip}.flv`]),
    ],
    [
      'CREMA-D',
      'sounds and frames',
      crema.flatMap((clip) => [`AudioWAV/${clip}.wav`, `Image-03-FPS/${clip}/00001.jpg`]),
    ],
    ['UCF101', 'clips', clips.map((clip) => `UCF-101/Archery/${clip}.avi`)],
    [
      'UCF101',
      'frames and motion',
      clips.flatMap((clip) => [
        `jpegs_256/${clip}/frame000001.jpg`,
        `tvl1_flow/u/${clip}/frame000001.jpg`,
        `tvl1_flow/v/${clip}/frame000001.jpg`,
      ]),
    ],
    [
      'ModelNet40',
      'meshes',
      numbers.flatMap((k) => [
        `ModelNet40/airplane/train/airplane_000${k}.off`,
        `ModelNet40/night_stand/test/night_stand_020${k}.off`,
      ]),
    ],
    [
      'ModelNet40',
      'views',
      numbers.flatMap((k) => [
        `airplane/train/airplane_000${k}_001.png`,
        `airplane/train/airplane_000${k}_007.png`,
        `chair/test/chair_090${k}_v001.jpg`,
      ]),
    ],
    [
      'AVE',
      'lists of splits',
      ['trainSet.txt', 'testSet.txt', 'ReadMe.txt', ...ids.map((id) => `AVE/${id}.mp4`)],
    ],
    ['AVE', 'one list', ['AVE_Dataset/Annotations.txt', ...ids.map((id) => `AVE/${id}.mp4`)]],
  ])('%s as %s', (name, _, paths) => {
    expect(nameOf(paths)).toBe(name);
  });

  it('whatever lies beside them', () => {
    const paths = clips.map((clip) => `Archery/${clip}.mp4`);
    expect(nameOf([...paths, 'preview.png', 'notes.pdf', 'trainlist01.txt'])).toBe('UCF101');
  });
});

describe('their like is none of them', () => {
  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['tables', ['train.csv', 'test.csv']],
    ['folders of pictures', numbers.map((k) => `train/cat/cat_000${k}.png`)],
    [
      'ModelNet10',
      numbers.flatMap((k) => [`chair/train/chair_000${k}.off`, `bed/test/bed_000${k}.off`]),
    ],
    [
      'meshes in folders of another order',
      numbers.map((k) => `train/airplane/airplane_000${k}.off`),
    ],
    ['ESC-10', numbers.map((k) => `001 - Dog bark/1-3022${k}-A.ogg`)],
    ['videos without lists', ids.map((id) => `AVE/${id}.mp4`)],
    ['videos with one list of a split', ['testSet.txt', ...ids.map((id) => `AVE/${id}.mp4`)]],
    ['other names beside the lists', ['Annotations.txt', 'holiday.mp4', 'my birthday.mp4']],
    [
      'half of the names',
      crema.flatMap((clip, k) => [`AudioWAV/${clip}.wav`, `AudioWAV/take ${k}.wav`]),
    ],
  ])('%s', (_, paths) => {
    expect(nameOf(paths)).toBeNull();
  });
});
