/**
 * 500 damaged media, drawn by a seed from small whole ones: each is read, or refused with a sentence that names it and
 * says what to do. A decoder that hangs fails the test by its own limit.
 */
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { type Random, randomStream } from '../../../math/rng';
import { wavFile } from '../../../testing/import-fixtures';
import { madeVideo } from '../../../testing/made-video';
import { ImportError } from '../../import/import-error';
import { checkImageSize } from '../../import/media/image-size';
import { withOwnReaders } from '../../import/media/own-readers';
import { wav } from '../../import/media/wav';
import { readOff } from '../../import/mesh/read-off';
import { workerDecoders } from './worker-decoders';

const COUNT = 500;
const decoders = withOwnReaders(workerDecoders, [wav]);
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function drawn(type: string): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(24, 16);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  for (let x = 0; x < 24; x++) {
    context.fillStyle = `hsl(${x * 15} 80% ${20 + x * 2}%)`;
    context.fillRect(x, 0, 1, 16);
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

const fetched = async (path: string) =>
  new Uint8Array(await (await fetch(new URL(path, location.origin))).arrayBuffer());

/** Small files that are whole. */
async function wholeMedia(): Promise<readonly (readonly [name: string, bytes: Uint8Array])[]> {
  const data = Uint8Array.from({ length: 192 }, (_, i) => i);
  return [
    ['a.png', encode({ width: 8, height: 8, channels: 3, depth: 8, data })],
    ['a.jpg', await drawn('image/jpeg')],
    ['a.webp', await drawn('image/webp')],
    [
      'a.off',
      bytesOf('OFF\n4 4 6\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n3 0 1 2\n3 0 1 3\n3 0 2 3\n3 1 2 3\n'),
    ],
    ['a.wav', wavFile(Array.from({ length: 400 }, (_, t) => Math.sin(t / 5)))],
    ['a.ogg', await fetched('/data/speech/37.ogg')],
    ['a.webm', await madeVideo()],
  ];
}

/** Which no browser decodes in a thread of its own: refused whole, and damaged too. */
const DRAWING = bytesOf(
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><circle cx="5" cy="5" r="4"/></svg>',
);

/** Cut off, with bytes changed, blanked, inserted, or changed where sizes and counts stand. */
function damaged(bytes: Uint8Array, random: Random): Uint8Array {
  const out = bytes.slice();
  const place = () => random.below(out.length);
  switch (random.below(5)) {
    case 0:
      return out.slice(0, place());
    case 1:
      for (let i = random.below(20); i >= 0; i--) out[place()] = random.below(256);
      return out;
    case 2: {
      const from = place();
      return out.fill(random.below(2) * 255, from, from + random.below(64));
    }
    case 3: {
      const from = place();
      return Uint8Array.from([
        ...out.slice(0, from),
        ...out.slice(place(), place()),
        ...out.slice(from),
      ]);
    }
    default: {
      const head = Math.min(64, out.length);
      for (let i = random.below(6); i >= 0; i--) out[random.below(head)] = random.below(256);
      return out;
    }
  }
}

/** Reads a file as the import does. */
async function meet(name: string, bytes: Uint8Array): Promise<void> {
  if (name.endsWith('.off')) {
    const view = { azimuthDegrees: 30, elevationDegrees: 30 };
    await workerDecoders.renderMesh(readOff(bytes, name), [view], 16, name);
  } else if (/\.(wav|ogg)$/.test(name)) {
    const { channels } = await decoders.audio(bytes, name);
    for (const channel of channels) expect(channel.every(Number.isFinite)).toBe(true);
  } else if (name.endsWith('.webm')) {
    await workerDecoders.video(bytes, { frames: 2, pairs: 2, audio: true }, name);
  } else {
    checkImageSize(bytes, name);
    await workerDecoders.image(bytes, name);
  }
}

describe('media', () => {
  it('that are whole are read, and a drawing is refused by name', async () => {
    for (const [name, bytes] of await wholeMedia()) await meet(name, bytes);
    await expect(meet('a.svg', DRAWING)).rejects.toThrow('a.svg');
  });

  it('that are damaged are read, or refused with a sentence that names them', async () => {
    const media = [...(await wholeMedia()), ['a.svg', DRAWING] as const];
    const random = randomStream(1, 'damaged media');
    const wrong: string[] = [];
    const ends = { read: 0, refused: 0 };
    for (let i = 0; i < COUNT; i++) {
      const [name, bytes] = media[i % media.length] ?? ['', new Uint8Array()];
      const bad = damaged(bytes, random);
      try {
        await meet(name, bad);
        ends.read += 1;
      } catch (error) {
        ends.refused += 1;
        const isNamed = error instanceof ImportError && error.message.includes(name) && error.hint;
        if (!isNamed) wrong.push(`${i}: ${name}, ${bad.length} bytes: ${error}`);
      }
    }
    expect(wrong).toEqual([]);
    // both kinds of end were met, so that neither is true of everything
    expect(ends.read).toBeGreaterThan(COUNT / 10);
    expect(ends.refused).toBeGreaterThan(COUNT / 10);
  });
});
