/**
 * OFF files, the meshes of ModelNet: a line of counts, a line per corner, a line per face. Also with the
 * counts on the first line ("OFF3514 3546 0"), as many ModelNet files have them. A small reader of our own:
 * three.js reads no OFF. Imports this folder only.
 */
import { unusable } from '../import-error';
import type { TriangleMesh } from '../media/decoders';
import type { MeshReader } from '../reader';

export const off: MeshReader = {
  id: 'off',
  name: 'OFF',
  endings: ['off'],
  gives: 'mesh',
  where: 'browser',
  note: 'Drawn from the front and from the rear, which are the two modalities.',
  read: readOff,
};

/** Above any mesh of a classroom; a header alone could ask for gigabytes. */
const MOST_CORNERS = 5_000_000;
const FIX = 'Save the mesh again as OFF in text form, or leave it out.';

/** A line with something on it, and its number in the file, from 1. */
interface Line {
  readonly text: string;
  readonly number: number;
}

/**
 * Reads corners and faces; faces of more than three corners become fans of triangles, lines and points are
 * passed over, and so are colours.
 * @throws ImportError naming the file and the line when it is no OFF file, cut off or damaged.
 */
export function readOff(bytes: Uint8Array, file: string): TriangleMesh {
  const lines = linesOf(new TextDecoder().decode(bytes));
  const { corners, faces } = countsOf(lines, file);
  const positions = new Float32Array(corners * 3);
  for (let corner = 0; corner < corners; corner++) {
    const line = lines.next().value;
    if (!line) throw cutOff(file, 'corners', corner, corners);
    const numbers = line.text.split(/\s+/, 3).map(Number);
    if (numbers.length < 3 || !numbers.every(Number.isFinite)) {
      throw unusable(file, `has a corner that is not three numbers in line ${line.number}`, FIX);
    }
    // what draws them takes 32 bits: 1e39 would be infinite there
    if (!numbers.every((each) => Number.isFinite(Math.fround(each)))) {
      throw unusable(
        file,
        `has a corner in line ${line.number} that lies further out than can be drawn (${Math.max(...numbers.map(Math.abs))}; at most 3.4e38)`,
        'Save the mesh again with smaller coordinates, or leave it out.',
      );
    }
    positions.set(numbers, corner * 3);
  }
  const triangles: number[] = [];
  for (let face = 0; face < faces; face++) {
    const line = lines.next().value;
    if (!line) throw cutOff(file, 'faces', face, faces);
    addFan(line, corners, triangles, file);
  }
  if (triangles.length === 0) throw unusable(file, 'has no faces', FIX);
  return { positions, triangles: Uint32Array.from(triangles) };
}

function* linesOf(text: string): Generator<Line, undefined> {
  let number = 0;
  for (const each of text.split(/\r\n|\r|\n/)) {
    number++;
    const line = each.split('#', 1)[0]?.trim();
    if (line) yield { text: line, number };
  }
  return undefined;
}

/** The numbers of corners and faces, from the header line or the one after it. */
function countsOf(
  lines: Generator<Line, undefined>,
  file: string,
): { corners: number; faces: number } {
  const first = lines.next().value?.text ?? '';
  const header = /^OFF\b|^OFF(?=\d)/.exec(first);
  if (!header) throw unusable(file, 'is no OFF mesh: it does not begin with "OFF"', FIX);
  const joined = first.slice(3).trim();
  if (/^BINARY\b/i.test(joined)) {
    throw unusable(file, 'is an OFF mesh in binary form, which the lab does not read', FIX);
  }
  const counts = (joined || (lines.next().value?.text ?? '')).split(/\s+/);
  const [corners, faces] = counts.slice(0, 2).map(count);
  if (corners === undefined || faces === undefined || !(corners > 0) || Number.isNaN(faces)) {
    throw unusable(file, 'does not say how many corners and faces it has', FIX);
  }
  if (corners > MOST_CORNERS || faces > MOST_CORNERS) {
    throw unusable(
      file,
      `claims ${corners} corners and ${faces} faces, more than the ${MOST_CORNERS / 1e6} million the lab draws`,
      'Simplify the mesh, or open pictures of it.',
    );
  }
  return { corners, faces };
}

/** A whole number from 0 on; NaN for all else. */
const count = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);

/** One face: how many corners it has, then their numbers. */
function addFan(line: Line, corners: number, triangles: number[], file: string): void {
  const numbers = line.text.split(/\s+/).map(count);
  const size = numbers[0] ?? Number.NaN;
  const face = numbers.slice(1, size + 1);
  if (!(size > 0) || face.length < size || !face.every((corner) => corner < corners)) {
    throw unusable(
      file,
      `has a face in line ${line.number} that is not the numbers of some of its ${corners} corners`,
      FIX,
    );
  }
  for (let k = 2; k < size; k++) {
    triangles.push(face[0] as number, face[k - 1] as number, face[k] as number);
  }
}

const cutOff = (file: string, what: string, there: number, promised: number) =>
  unusable(
    file,
    `is cut off: its header promises ${promised} ${what}, and there are ${there}`,
    'Copy the file again.',
  );
