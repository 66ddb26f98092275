/** NPZ: a ZIP of NPY files, as `numpy.savez` writes it. Imports this room only. */
import { isZip, openZip } from '../archive/open-zip';
import { leftOutBy, throwIfCancelled } from '../import-error';
import type { ArraysReader } from '../reader';
import { extensionOf, type LeftOut, stemOf } from '../source-file';
import type { AnyArray } from './number-array';
import { readNpy } from './read-npy';

export const npz: ArraysReader = {
  id: 'npz',
  name: 'NPZ',
  endings: ['npz'],
  signature: {
    test: (start, path) => isZip(start) && extensionOf(path) === 'npz',
    weight: 'certain',
  },
  gives: 'arrays',
  where: 'anywhere',
  note: 'One array per modality, and one called labels.',
  layout: 'NPZ arrays',
  inPieces: true,
  async read(file, watch) {
    const opened = await openZip(file.blob ?? (await file.bytes()), file.path, watch);
    const arrays: AnyArray[] = [];
    const leftOut: LeftOut[] = [...opened.leftOut];
    for (const entry of opened.files) {
      const place = `${file.path}/${entry.path}`;
      throwIfCancelled(watch.signal);
      try {
        arrays.push(readNpy(await entry.bytes(), stemOf(entry.path), place));
      } catch (error) {
        leftOut.push(leftOutBy(error, place));
      }
    }
    return { arrays, leftOut };
  },
};
