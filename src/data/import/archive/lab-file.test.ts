/** A data set as one file, written and read again. */
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { expect, test } from 'vitest';
import { fileOf } from '../../../testing/import-fixtures';
import { settingsFrom } from '../../starting-settings';
import { FORMATS } from '../readers';
import { labNotesOf, packLabFile, unpackedFiles } from './lab-file';
import { openZip } from './open-zip';

const SETTINGS = settingsFrom({ data: { source: 'files', id: 'birds', label: 'kind' }, epochs: 7 });
const NOTES = { name: 'birds', settings: SETTINGS };

async function packed(
  ...[files, notes, options]: [
    Parameters<typeof packLabFile>[0],
    Parameters<typeof packLabFile>[1]?,
    Parameters<typeof packLabFile>[3]?,
  ]
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const into = new WritableStream<Uint8Array>({
    write(chunk) {
      parts.push(chunk.slice());
    },
  });
  await packLabFile(files, notes ?? NOTES, into, options);
  return new Uint8Array(Buffer.concat(parts));
}

const textOf = async (zip: Uint8Array, path: string) => {
  const { files } = await openZip(zip, 'a.zip');
  const file = files.find((each) => each.path === path);
  return file ? new TextDecoder().decode(await file.bytes()) : null;
};

const TABLE = fileOf('birds, all.csv', 'a,b,kind\n1,2,x\n');

test('the files are in it as they are, and the notes come back', async () => {
  const zip = await packed([TABLE, fileOf('more/b.csv', 'c\n')]);
  expect(await textOf(zip, 'birds, all.csv')).toBe('a,b,kind\n1,2,x\n');
  expect(await textOf(zip, 'modality-lab/manifest.csv')).toBe(
    'file,bytes\r\n"birds, all.csv",15\r\nmore/b.csv,2\r\n',
  );
  expect(await labNotesOf([fileOf('other name.zip', zip)], FORMATS.readers)).toEqual(NOTES);
});

test('a list of samples takes the place of the list of files', async () => {
  const zip = await packed([TABLE], NOTES, { manifest: 'picture,label\r\np.png,x\r\n' });
  expect(await textOf(zip, 'modality-lab/manifest.csv')).toBe('picture,label\r\np.png,x\r\n');
});

test('archives are not packed into it, but what is in them', async () => {
  const inner = await packed([fileOf('x/a.csv', 'a\n1\n')]);
  const other = await packed([fileOf('x/a.csv', 'a\n2\n')]);
  const paths = async (...sources: Parameters<typeof unpackedFiles>[0][number][]) =>
    (await unpackedFiles(sources, FORMATS.readers)).map(({ path }) => path);
  // the notes of another file are none of this one
  expect(await paths(fileOf('one.zip', inner))).toEqual(['x/a.csv']);
  expect(await paths(fileOf('one.zip', inner), fileOf('two.zip', other))).toEqual([
    'one/x/a.csv',
    'two/x/a.csv',
  ]);
  const within = (folder: string, bytes: Uint8Array) => ({
    ...fileOf(`${folder}/a.zip`, bytes),
    within: folder,
  });
  expect(await paths(within('train', inner), within('test', other))).toEqual([
    'train/x/a.csv',
    'test/x/a.csv',
  ]);
});

test('files without notes have none, damaged ones are passed over, newer ones refused', async () => {
  expect(await labNotesOf([TABLE], FORMATS.readers)).toBeNull();
  const plain = await packed([fileOf('modality-lab/other.json', '{}')]);
  expect(await labNotesOf([fileOf('a.zip', plain), TABLE], FORMATS.readers)).toBeNull();
  const withFake = async (text: string) => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    const bytes = new TextEncoder().encode(text);
    await writer.add('modality-lab/settings.json', new Uint8ArrayReader(bytes));
    return fileOf('a.zip', await writer.close());
  };
  expect(await labNotesOf([await withFake('{"settings"')], FORMATS.readers)).toBeNull();
  expect(await labNotesOf([await withFake('[]')], FORMATS.readers)).toBeNull();
  await expect(
    withFake('{"format":2,"settings":{}}').then((file) => labNotesOf([file], FORMATS.readers)),
  ).rejects.toThrow('a.zip was saved by a newer version of the lab.');
});
