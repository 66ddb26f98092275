/**
 * The kinds of files the lab reads, as a list: a further kind is a file that exports its reader, and a line
 * here. Sniffing, the refusals, the guide on the page, the command's help and the docs are built from it.
 * Imports this folder only.
 */
import { gzip } from './archive/gunzip';
import { zip } from './archive/open-zip';
import { hdf5, matlab } from './arrays/matlab-hdf5';
import { idx } from './arrays/read-idx';
import { npy } from './arrays/read-npy';
import { npz } from './arrays/read-npz';
import type { Formats } from './guide';
import { pictures, sounds, videos } from './media/decoded-kinds';
import { wav } from './media/wav';
import { off } from './mesh/read-off';
import { PUBLISHED_SETS } from './published/published-sets';
import type { Reader } from './reader';
import { ts } from './series/read-ts';
import { arff } from './table/read-arff';
import { json } from './table/read-json';
import { parquet } from './table/read-parquet';
import { separated } from './table/read-separated';
import { xlsx } from './table/read-xlsx';
import { plainText } from './text/text-files';

/** Where several could take a file, the first does. */
const READERS: readonly Reader[] = [
  separated,
  json,
  arff,
  ts,
  parquet,
  npz,
  npy,
  idx,
  matlab,
  hdf5,
  ...pictures,
  wav,
  ...sounds,
  ...videos,
  off,
  plainText,
  xlsx,
  zip,
  gzip,
];

/** Everything the lab reads. */
export const FORMATS: Formats = { readers: READERS, sets: PUBLISHED_SETS };
