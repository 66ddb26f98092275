/** What the soak opens: three kinds of files by turns, a table, pictures with sounds, and one that is damaged. */
import { encode } from 'fast-png';
import { zip } from '../../files/zip';
import type { Random } from '../../math/rng';
import { wavFile } from '../../testing/import-fixtures';

export interface FileToOpen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
  /** Whether the page must refuse it. */
  readonly isDamaged: boolean;
}

const KINDS = ['duck', 'owl', 'wren'];

function table(random: Random): Buffer {
  const rows = Array.from({ length: 90 }, (_, i) => {
    const cells = [0, 1, 2, 3].map((k) => (i % 3) * (k + 1) + random.normal());
    return [...cells, KINDS[i % 3]].join();
  });
  return Buffer.from(['bill_length,bill_depth,wing_length,wing_width,kind', ...rows].join('\n'));
}

async function pairs(random: Random): Promise<Buffer> {
  const files = Array.from({ length: 24 }, (_, i) => {
    const kind = i % 2 ? 'high' : 'low';
    const hz = (i % 2 ? 1500 : 300) + random.below(80);
    const sound = Array.from(
      { length: 800 },
      (_, t) => 0.8 * Math.sin((hz * t * 2 * Math.PI) / 8000),
    );
    const data = Uint8Array.from({ length: 64 }, () => (i % 2 ? 140 : 20) + random.below(90));
    return [
      { path: `sound/${kind}/n${i}.wav`, bytes: wavFile(sound) },
      {
        path: `picture/${kind}/n${i}.png`,
        bytes: encode({ width: 8, height: 8, channels: 1, depth: 8, data }),
      },
    ];
  });
  return Buffer.from(await zip(files.flat()));
}

/** The turn-th file to open. */
export async function fileToOpen(random: Random, turn: number): Promise<FileToOpen> {
  switch (turn % 3) {
    case 0:
      return { name: 'birds.csv', mimeType: 'text/csv', buffer: table(random), isDamaged: false };
    case 1: {
      const buffer = await pairs(random);
      return { name: 'pairs.zip', mimeType: 'application/zip', buffer, isDamaged: false };
    }
    default: {
      const whole = await pairs(random);
      const buffer = whole.subarray(0, Math.floor(whole.length * random.uniform(0.2, 0.8)));
      return { name: 'cut-off.zip', mimeType: 'application/zip', buffer, isDamaged: true };
    }
  }
}
