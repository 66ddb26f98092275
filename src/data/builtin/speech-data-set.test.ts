import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { DataSet } from '../../protocol/data-set';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { denormalise } from '../standardise';
import { summarise } from '../summarise';
import { loadBuiltin, type ReadAsset } from './load-builtin';

const publicFolder = new URL('../../../public/', import.meta.url);
const readAsset: ReadAsset = async (path) => {
  const file = await readFile(new URL(path, publicFolder));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
};
const load = (input: SettingsInput = {}) =>
  loadBuiltin('spoken-digits', readAsset, parseSettings({ seed: 1, ...input }));
const parts = ({ modalities }: DataSet) => {
  const [picture, sound] = modalities;
  if (!picture || !sound?.clips) throw new Error('two modalities and clips are expected');
  return { picture, sound, clips: sound.clips };
};
const SPLITS = ['train', 'validation', 'test'] as const;
/** Voices and recordings that a split's samples use. */
const heard = (dataSet: DataSet, name: (typeof SPLITS)[number]) => {
  const { clips } = parts(dataSet);
  const recordings = [...dataSet.split[name]].map((row) => clips.recordingOf[row] as number);
  return {
    recordings: new Set(recordings),
    voices: new Set(recordings.map((recording) => clips.recordings[recording]?.file as number)),
  };
};

describe('written and spoken digits', () => {
  it('are 1797 pairs of a picture and a spectrogram', async () => {
    const dataSet = await load();
    const { picture, sound } = parts(dataSet);
    expect(dataSet.labels.length).toBe(1797);
    expect({ kind: picture.kind, shape: picture.shape }).toEqual({
      kind: 'image',
      shape: [8, 8, 1],
    });
    expect({ kind: sound.kind, shape: sound.shape }).toEqual({ kind: 'audio', shape: [32, 32, 1] });
    expect(sound.data.length).toBe(1797 * 1024);
  });

  it('pair each picture with its own digit', async () => {
    const { labels, modalities } = await load();
    const clips = modalities[1]?.clips;
    labels.forEach((label, row) => {
      expect((clips?.recordingOf[row] as number) % 10).toBe(label);
    });
  });

  it('let no voice, and so no recording, be heard in two splits', async () => {
    for (const seed of [1, 2, 3]) {
      const dataSet = await load({ seed });
      const [train, validation, test] = SPLITS.map((name) => heard(dataSet, name).voices);
      expect([train?.size, validation?.size, test?.size]).toEqual([42, 6, 12]);
      expect(new Set([...(train ?? []), ...(validation ?? []), ...(test ?? [])]).size).toBe(60);
    }
  });

  it('use every recording of a split about equally often', async () => {
    const dataSet = await load();
    expect(heard(dataSet, 'train').recordings.size).toBe(420);
    const { clips } = parts(dataSet);
    const uses = new Map<number, number>();
    for (const row of dataSet.split.train) {
      const recording = clips.recordingOf[row] as number;
      uses.set(recording, (uses.get(recording) ?? 0) + 1);
    }
    // 125 or so digits of a class for 42 recordings
    expect(Math.min(...uses.values())).toBeGreaterThanOrEqual(2);
    expect(Math.max(...uses.values())).toBeLessThanOrEqual(4);
  });

  it('are dealt the same way for the same seed, and anew for another', async () => {
    const once = await load();
    const again = await load();
    expect(parts(again).clips.recordingOf).toEqual(parts(once).clips.recordingOf);
    // toEqual takes seconds for two million numbers
    const bytes = (dataSet: DataSet) => Buffer.from(parts(dataSet).sound.data.buffer);
    expect(bytes(again).equals(bytes(once))).toBe(true);
    expect(parts(await load({ seed: 2 })).clips.recordingOf).not.toEqual(
      parts(once).clips.recordingOf,
    );
  });

  it('have the spectrogram of the recording that is played', async () => {
    const dataSet = await load();
    const { sound, clips } = parts(dataSet);
    const shown = denormalise(sound.data, 1024, sound.normalisation);
    const bytes = new Uint8Array(await readAsset('data/spoken-digits.bin'));
    const text = new TextDecoder().decode(await readAsset('data/spoken-digits.json'));
    const { lowest, highest } = JSON.parse(text) as { lowest: number; highest: number };
    for (const row of [0, 100, 1796]) {
      const recording = clips.recordingOf[row] as number;
      for (let k = 0; k < 1024; k++) {
        const byte = bytes[recording * 1024 + k] as number;
        const power = lowest + (byte / 255) * (highest - lowest);
        expect(Math.abs((shown[row * 1024 + k] as number) - power)).toBeLessThan(1e-3);
      }
      // the last frame comes after the word: log(1e-6)
      expect(shown[row * 1024 + 31]).toBeCloseTo(-13.82, 2);
    }
  });

  it('keep a voice for each split that has samples, however small', async () => {
    const dataSet = await load({ split: { train: 0.98, validation: 0.01, test: 0.01 } });
    expect(SPLITS.map((name) => heard(dataSet, name).voices.size)).toEqual([58, 1, 1]);
    const none = await load({ split: { train: 0.01, validation: 0, test: 0.99 } });
    expect(SPLITS.map((name) => heard(none, name).voices.size)).toEqual([1, 0, 59]);
  });

  it('say that the speech is synthesised, by whom, and how it was paired', async () => {
    const { provenance, notes } = await load();
    expect(provenance.origin).toContain('Speech synthesised by eSpeak NG 1.51');
    expect(provenance.licence).toContain('synthesised with eSpeak NG');
    expect(notes.map(({ message }) => message)).toEqual([
      'No voice is in two splits: 42 to train, 6 to validate, 12 to test. Who says which digit is drawn with the seed.',
    ]);
  });
});

describe('the clips', () => {
  it('lie one after the other in files that are there, Ogg Opus', async () => {
    const { clips } = parts(await load());
    expect(clips.files.length).toBe(60);
    expect(clips.recordings.length).toBe(600);
    for (const path of clips.files) {
      const head = new TextDecoder('latin1').decode((await readAsset(path)).slice(0, 36));
      expect(head.startsWith('OggS')).toBe(true);
      expect(head).toContain('OpusHead');
    }
    clips.recordings.forEach(({ file, startS, durationS }, i) => {
      const next = clips.recordings[i + 1];
      expect(durationS).toBeGreaterThan(0.1);
      expect(durationS).toBeLessThan(1);
      if (next?.file === file) expect(next.startS).toBeGreaterThan(startS + durationS);
    });
  });

  it('travel with the summary, so that a preview can be played', async () => {
    const dataSet = await load();
    const { modalities, previews } = structuredClone(summarise(dataSet));
    expect(modalities[0]).not.toHaveProperty('clips');
    const clips = modalities[1]?.clips;
    for (const { row = -1, label } of previews) {
      expect((clips?.recordingOf[row] as number) % 10).toBe(label);
      expect(dataSet.labels[row]).toBe(label);
    }
  });
});
