import { expect, it } from 'vitest';
import { asRow } from '../../protocol/units';
import { soundOf, WAVE_RATE_HZ } from './sound-of';

const audio = { id: 'sound', name: 'Sound', kind: 'audio', shape: [4] } as const;

it('plays a sample\u2019s recording where there is one', () => {
  const clips = {
    files: ['a.mp3', 'b.mp3'],
    recordings: [
      { file: 0, startS: 0, durationS: 1 },
      { file: 1, startS: 2.5, durationS: 0.5 },
    ],
    recordingOf: Int32Array.from([0, 1, 1]),
  };
  const modality = { ...audio, shape: [8, 8], clips };
  const heard = { kind: 'clip', address: 'b.mp3', startS: 2.5, durationS: 0.5 };
  expect(soundOf(modality, asRow(2), new Float32Array(64))).toEqual(heard);
  expect(soundOf(modality, asRow(3), new Float32Array(64))).toBeNull();
});

it('repeats a short wave for a second, as loud as can be', () => {
  const sound = soundOf(audio, asRow(0), Float32Array.from([0, 2, -4, 2]));
  const wave = sound?.kind === 'wave' ? sound.wave : new Float32Array();
  expect(wave).toHaveLength(WAVE_RATE_HZ);
  expect([...wave.subarray(4, 8)]).toEqual([0, 0.5, -1, 0.5]);
});

it('leaves pictures, vectors and bare spectrograms silent', () => {
  for (const silent of [
    { ...audio, kind: 'image' as const },
    { ...audio, kind: 'vector' as const },
    { ...audio, shape: [2, 2] },
  ]) {
    expect(soundOf(silent, asRow(0), new Float32Array(4))).toBeNull();
  }
});
