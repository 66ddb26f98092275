/** Files of arrays that other programs write: MATLAB, old and new, and HDF5. Imports this folder only. */
import type { ArraysReader } from '../reader';
import { isHdf5, readHdf5 } from './read-hdf5';
import { isMatlab, readMatlab } from './read-matlab';

const startsMatlab = (start: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(start.subarray(0, 7)) === 'MATLAB ';

export const matlab: ArraysReader = {
  id: 'matlab',
  name: 'MATLAB',
  endings: ['mat'],
  signature: {
    test: (start) => isMatlab(start) || (startsMatlab(start) && isHdf5(start)),
    weight: 'certain',
  },
  gives: 'arrays',
  where: 'anywhere',
  note: 'One matrix or cell per modality, and the labels as one more.',
  layout: 'MATLAB matrices',
  read: async (file) => {
    const bytes = await file.bytes();
    return isHdf5(bytes) ? readHdf5(bytes, file.path) : readMatlab(bytes, file.path);
  },
};

export const hdf5: ArraysReader = {
  id: 'hdf5',
  name: 'HDF5',
  endings: ['h5', 'hdf5'],
  alsoEndings: ['hdf'],
  signature: { test: isHdf5, weight: 'certain' },
  gives: 'arrays',
  where: 'anywhere',
  note: 'One data set per modality, and one called labels.',
  layout: 'HDF5 arrays',
  read: async (file) => readHdf5(await file.bytes(), file.path),
};
