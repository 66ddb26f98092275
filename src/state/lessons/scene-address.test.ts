import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LARGEST_SEED } from '../../protocol/training-knobs';
import { SCENE_PARTS } from './scene';
import {
  asClassName,
  readSceneAddress,
  type SceneAddress,
  writeSceneAddress,
} from './scene-address';

const SCENES = ['it-starves', 'why', 'who-is-the-victim', 'the-cure'];

const PLAIN: SceneAddress = {
  scene: 'why',
  seed: null,
  show: null,
  scenes: null,
  lock: false,
  className: null,
};

function read(fragment: string) {
  const reading = readSceneAddress(fragment, SCENES);
  if (!reading) throw new Error('This fragment names no scene.');
  return reading;
}

const said = (fragment: string) =>
  read(fragment).failed.map(({ message, hint }) => `${message} ${hint}`);

test('a link that only names a scene opens it and asks for nothing else', () => {
  expect(read('#scene=why')).toEqual({ ...PLAIN, failed: [] });
  expect(read('scene=why')).toEqual({ ...PLAIN, failed: [] });
});

test('a fragment without a scene is no link of a scene', () => {
  for (const fragment of ['', '#', '#s=%7B%7D', '#seed=4&lock', '#scenery=why']) {
    expect(readSceneAddress(fragment, SCENES)).toBeNull();
  }
});

test('every part is read, in any order', () => {
  const whole = { ...PLAIN, scenes: [1, 2, 3], lock: true, show: ['lanes', 'chart'] as const };
  expect(read('#scene=why&seed=7&show=lanes,chart&scenes=1-3&lock')).toEqual({
    ...whole,
    seed: 7,
    failed: [],
  });
  expect(read('#lock&class=7b&scenes=3,1-2&show=chart,lanes&scene=why')).toEqual({
    ...whole,
    className: '7b',
    failed: [],
  });
});

test('percent-encoded keys and values are read, also where a chat has encoded the whole link', () => {
  expect(read('#%73cene=wh%79&class=7b%20%C3%BCbt&show=lanes%2Cchart')).toEqual({
    ...PLAIN,
    className: '7b übt',
    show: ['lanes', 'chart'],
    failed: [],
  });
  expect(read('#scene%3Dwhy%26seed%3D7')).toEqual({ ...PLAIN, seed: 7, failed: [] });
});

test('what is written is read back as it was', () => {
  const places = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 });
  const addresses = fc.record({
    scene: fc.constant('it-starves'),
    seed: fc.option(fc.integer({ min: 0, max: LARGEST_SEED })),
    show: fc.option(fc.subarray([...SCENE_PARTS], { minLength: 1 })),
    scenes: fc.option(places.map((some) => [...new Set([1, ...some])].sort((a, b) => a - b))),
    lock: fc.boolean(),
    className: fc.constant(null),
  });
  fc.assert(
    fc.property(addresses, (address) => {
      expect(read(writeSceneAddress(address))).toEqual({ ...address, failed: [] });
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
      const className = asClassName(text);
      fc.pre(className !== null);
      const address = { ...PLAIN, className };
      expect(read(writeSceneAddress(address))).toEqual({ ...address, failed: [] });
    }),
  );
});

test('a link is as short as it can be', () => {
  const scenes = [1, 2, 3];
  expect(writeSceneAddress({ ...PLAIN, scenes, lock: true, className: '7 b' })).toBe(
    '#scene=why&scenes=1-3&class=7%20b&lock',
  );
});

test('an unknown scene is named with those there are, and the rest of the link is used', () => {
  const reading = read('#scene=wyh&seed=7&lock');
  expect(reading).toMatchObject({ scene: 'it-starves', seed: 7, lock: true });
  expect(said('#scene=wyh')).toEqual([
    'The link asks for the scene "wyh"; there is none of that name. Another scene is open instead. The scenes are it-starves, why, who-is-the-victim, the-cure.',
  ]);
  expect(said('#scene=')[0]).toMatch(/^The link names no scene after “scene=”\./);
});

test('in place of an unknown scene the first of those offered opens', () => {
  expect(read('#scene=wyh&scenes=3-4')).toMatchObject({
    scene: 'who-is-the-victim',
    scenes: [3, 4],
  });
});

test('beside settings the scene wins, and a sentence says so', () => {
  expect(read('#s=%7B%22seed%22%3A3%7D&scene=why')).toMatchObject({ scene: 'why', seed: null });
  expect(said('#s=%7B%7D&scene=why')).toEqual([
    'The link names a scene and the settings of a race; a scene has settings of its own. The scene is open. Take the part “scene=” out of the link to open the settings.',
  ]);
});

test('keys that the page does not know are named together', () => {
  expect(said('#scene=why&colour=red&sede=4')).toEqual([
    'The link says "colour", "sede", which this page does not know. The rest of the link is used. A link can say scene, seed, show, scenes, lock, class.',
  ]);
});

test('of a key that stands twice the first value is used, and the key is named', () => {
  expect(read('#scene=why&seed=1&seed=2').seed).toBe(1);
  expect(said('#scene=why&seed=1&seed=2')[0]).toMatch(/^The link says seed more than once\./);
});

test('a broken percent sign is named and costs only its own part', () => {
  expect(read('#scene=why&class=7%b&seed=3')).toMatchObject({ className: null, seed: 3 });
  expect(said('#scene=why&class=7%b')[0]).toMatch(/^What the link says for class cannot be read/);
});

test.each(['-1', '1.5', '1e3', 'seven', '', '2147483648', ' 7'])(
  'the seed “%s” is named and not used',
  (seed) => {
    const fragment = `#scene=why&seed=${encodeURIComponent(seed)}&lock`;
    expect(read(fragment)).toMatchObject({ seed: null, lock: true });
    expect(said(fragment)).toEqual([
      `The link asks for the seed ${JSON.stringify(seed)}; a seed is a whole number from 0 to 2147483647. The stage chooses the seed instead.`,
    ]);
  },
);

test('a class leaves no seed to the link', () => {
  expect(read('#scene=why&seed=4&class=7b')).toMatchObject({ seed: null, className: '7b' });
  expect(said('#scene=why&seed=4&class=7b')[0]).toMatch(
    /^The link names the seed 4 and the class "7b"; in a class every browser draws a seed of its own\./,
  );
});

test('an unknown part is named and the known ones are shown; without any, all are', () => {
  expect(read('#scene=why&show=chart,curves').show).toEqual(['chart']);
  expect(said('#scene=why&show=chart,curves')).toEqual([
    'The link shows "curves"; a scene has no such part. The other parts named are shown. The parts are lanes, chart, numbers, sample, controls.',
  ]);
  expect(read('#scene=why&show=').show).toBeNull();
  expect(said('#scene=why&show=')[0]).toContain('All parts are shown.');
});

test('scenes that do not exist are named and the others are offered', () => {
  expect(read('#scene=why&scenes=2-6').scenes).toEqual([2, 3, 4]);
  expect(said('#scene=why&scenes=2-6')).toEqual([
    'The link offers the scenes "2-6"; there are scenes 1 to 4, written like 1-4 or 1,4. Of what the link names, 2, 3, 4 are offered.',
  ]);
  for (const scenes of ['0', '4-1', 'all', '9-', '']) {
    expect(read(`#scene=why&scenes=${scenes}`).scenes).toBeNull();
    expect(said(`#scene=why&scenes=${scenes}`)[0]).toContain('All scenes are offered.');
  }
});

test('a scene that opens is offered, and a link that leaves it out is told so', () => {
  expect(read('#scene=the-cure&scenes=1-2').scenes).toEqual([1, 2, 4]);
  expect(said('#scene=the-cure&scenes=1-2')).toEqual([
    'The link opens scene 4 and offers only 1, 2. Scene 4 is offered as well.',
  ]);
});

test('a lock with a value is named and does not lock', () => {
  expect(read('#scene=why&lock=0').lock).toBe(false);
  expect(said('#scene=why&lock=0')[0]).toMatch(/^The link says lock="0"; “lock” stands alone/);
});

test('a class name of blanks, of characters without a shape or of too many letters is no name', () => {
  expect(asClassName('  7b   Mrs  Ng ')).toBe('7b Mrs Ng');
  expect(asClassName('x'.repeat(40))).toBe('x'.repeat(40));
  for (const name of ['', '   ', 'x'.repeat(41), 'a\u0000b', 'a\u202eb']) {
    expect(asClassName(name)).toBeNull();
    expect(said(`#scene=why&class=${encodeURIComponent(name)}`)[0]).toMatch(
      /^The link names the class /,
    );
  }
});

test('every sentence has a code of its own, so that one does not take the place of another', () => {
  const { failed } = read(
    '#s=x&scene=wyh&seed=x&show=x&scenes=x&lock=x&class=%20&y&class=z&class=%',
  );
  expect(failed.length).toBe(10);
  expect(new Set(failed.map(({ code }) => code)).size).toBe(10);
});
