/**
 * What a file is, by its first bytes where they tell and by its ending where not; and, for files the lab
 * does not read, what to do instead. Imports this folder only.
 */
import { isGzip } from './archive/gunzip';
import { isZip } from './archive/open-zip';
import { isNpy } from './arrays/npy-header';
import { isIdx } from './arrays/read-idx';
import { baseName, extensionOf, stemOf } from './source-file';

/** Kinds of files that an import tells apart. */
export type FileKind =
  | 'table'
  | 'json'
  | 'arff'
  | 'npy'
  | 'npz'
  | 'zip'
  | 'gzip'
  | 'idx'
  | 'image'
  | 'sound'
  | 'video'
  | 'mesh'
  | 'ignored'
  | 'unknown';

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  csv: 'table',
  tsv: 'table',
  ssv: 'table',
  psv: 'table',
  tab: 'table',
  txt: 'table',
  dat: 'table',
  data: 'table',
  json: 'json',
  jsonl: 'json',
  ndjson: 'json',
  arff: 'arff',
  npy: 'npy',
  npz: 'npz',
  zip: 'zip',
  gz: 'gzip',
  idx: 'idx',
  ...extensions('image', 'png jpg jpeg gif webp bmp avif tif tiff heic heif pgm ppm svg'),
  ...extensions('sound', 'wav wave mp3 ogg oga flac m4a aac opus aif aiff'),
  ...extensions('video', 'mp4 m4v webm mov avi flv mkv mpg mpeg wmv'),
  ...extensions('mesh', 'off'),
  ...extensions('ignored', 'md rst html htm pdf py r m ipynb js ts log ini cfg yaml yml toml lock'),
};

function extensions(kind: FileKind, list: string): Record<string, FileKind> {
  return Object.fromEntries(list.split(' ').map((each) => [each, kind]));
}

/** Files of the system or of people, not of the data. */
const JUNK = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;
const PROSE =
  /^(read[-_ ]?me|licen[cs]e|copying|changelog|citation|authors|notice)([-_. ]|$)|[-_]readme$/i;
const IDX_NAME = /idx[1-4]([-_.]?(ubyte|byte|short|int|float|double))?$/i;

/** The kind by the name alone; `unknown` where only the bytes can tell. */
export function kindByName(path: string): FileKind {
  if (JUNK.test(path) || PROSE.test(stemOf(path))) return 'ignored';
  const name = baseName(path).replace(/\.gz$/i, '');
  if (extensionOf(path) === 'gz') return 'gzip';
  if (IDX_NAME.test(name)) return 'idx';
  return BY_EXTENSION[extensionOf(path)] ?? 'unknown';
}

/** The kind once the bytes are there: they overrule a wrong ending, and a file without one is a table if it is text. */
export function kindByBytes(path: string, bytes: Uint8Array): FileKind {
  const named = kindByName(path);
  if (isNpy(bytes)) return 'npy';
  if (isGzip(bytes)) return 'gzip';
  if (isZip(bytes)) return named === 'npz' ? 'npz' : 'zip';
  if (extensionOf(path) in OTHERS) return 'unknown';
  if (named === 'unknown' && isIdx(bytes)) return 'idx';
  if (named === 'unknown' && !bytes.subarray(0, 4096).includes(0)) return 'table';
  return named;
}

/** Programs' own files that people try, and what to do with each. */
const OTHERS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  xlsx: ['is an Excel workbook', 'In Excel choose "Save as" and the type CSV.'],
  xls: ['is an Excel workbook', 'In Excel choose "Save as" and the type CSV.'],
  ods: ['is a spreadsheet', 'Save it as CSV.'],
  mat: [
    'is a MATLAB file',
    'Save the arrays as NPZ (scipy.io.loadmat, then numpy.savez) or as CSV.',
  ],
  h5: ['is an HDF5 file', 'Save the arrays as NPZ with numpy.savez.'],
  hdf5: ['is an HDF5 file', 'Save the arrays as NPZ with numpy.savez.'],
  pkl: ['is a Python pickle, which could run a program when opened', 'Save the arrays as NPZ.'],
  pickle: ['is a Python pickle, which could run a program when opened', 'Save the arrays as NPZ.'],
  pt: ['is a PyTorch file', 'Save the arrays as NPZ with numpy.savez.'],
  parquet: ['is a Parquet file', 'Save the table as CSV.'],
  feather: ['is a Feather file', 'Save the table as CSV.'],
  rar: ['is a RAR archive', 'Pack the files as ZIP.'],
  '7z': ['is a 7z archive', 'Pack the files as ZIP.'],
  tar: ['is a tar archive', 'Unpack it and open the folder, or pack it as ZIP.'],
  tgz: ['is a tar archive', 'Unpack it and open the folder, or pack it as ZIP.'],
  ...Object.fromEntries(
    ['obj', 'ply', 'stl', 'glb', 'gltf'].map((ending) => [
      ending,
      ['is a mesh of a kind the lab does not read', 'Save it as OFF, or open pictures of it.'],
    ]),
  ),
};

/** What a file is that the lab does not read, and the fix. */
export function unknownKind(path: string): readonly [what: string, fix: string] {
  return (
    OTHERS[extensionOf(path)] ?? [
      'is of a kind the lab does not read',
      'Open a table (CSV, JSON, ARFF), NPZ or NPY arrays, IDX files, or a folder or ZIP of them.',
    ]
  );
}
