/**
 * Data that the notebook cannot draw: what training saw, in the notebook itself where that is small, else in a file
 * beside it.
 */

import { toBase64 } from '../files/base64';
import { type NamedArray, npz } from '../files/npz';
import type { DataSet } from '../protocol/data-set';
import type { Part } from './part';

/** Bytes that are put into a notebook at most: editors stay quick with so much text. */
export const MOST_EMBEDDED = 1_000_000;

/** Letters of a line of data. */
const WIDTH = 120;

export interface OwnData {
  readonly part: Part;
  /** The file that must lie beside the notebook; null where the data are in it. */
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
  /** What a person should know of where the data are. */
  readonly sentence: string;
}

/** What training sees of a data set, as arrays. */
function arraysOf({ modalities, labels, split }: DataSet): NamedArray[] {
  const samples = labels.length;
  return [
    // 1 for a sample that has the modality, where some lack it
    ...modalities.flatMap(({ present }, m) =>
      present?.includes(0) ? [{ name: `has${m}`, shape: [samples], data: present }] : [],
    ),
    ...modalities.map(({ data }, m) => ({
      name: `x${m}`,
      shape: [samples, data.length / samples],
      data,
    })),
    { name: 'labels', shape: [samples], data: labels },
    ...(['train', 'validation', 'test'] as const).map((name) => ({
      name,
      shape: [split[name].length],
      data: split[name],
    })),
  ];
}

const READS = `
def open_data():
    """Inputs by modality as training sees them, standardised, who has which, labels, and the rows of each split."""
    arrays = np.load(DATA)
    inputs = {name: arrays[f"x{m}"] for m, name in enumerate(MODALITIES)}
    has = [arrays[f"has{m}"] == 1 if f"has{m}" in arrays else None for m in range(len(MODALITIES))]
    rows = {split: arrays[split].astype(np.int64) for split in ("train", "validation", "test")}
    return inputs, has, arrays["labels"].astype(np.int64), rows
`;

const sizeText = (bytes: number): string =>
  bytes < 1e5 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** @param fileName what the file is called where one is needed. */
export async function ownData(dataSet: DataSet, fileName: string): Promise<OwnData> {
  const bytes = await npz(arraysOf(dataSet));
  const title = 'The data';
  if (bytes.length > MOST_EMBEDDED) {
    const sentence = `The data take ${sizeText(bytes.length)}, too much for a notebook: it reads them from ${fileName}, which must lie beside it.`;
    return {
      part: { title, text: sentence, python: `\nDATA = ${JSON.stringify(fileName)}\n\n${READS}` },
      file: { name: fileName, bytes },
      sentence,
    };
  }
  const letters = toBase64(bytes);
  const lines = Array.from(
    { length: Math.ceil(letters.length / WIDTH) },
    (_, i) => `    "${letters.slice(i * WIDTH, (i + 1) * WIDTH)}"`,
  );
  const sentence = `The data are in the notebook (${sizeText(bytes.length)}).`;
  return {
    part: {
      title,
      text: 'What training saw, as an NPZ file in letters.',
      python: `\nimport base64\nimport io\n\nDATA = io.BytesIO(base64.b64decode(\n${lines.join('\n')}\n))\n\n${READS}`,
    },
    file: null,
    sentence,
  };
}
