/**
 * Small inputs of every kind as people have them, with the reading that a person would expect
 * (src/testing/tries, 0.8 MB packed: pictures are cut to 8 x 8 pixels, sounds to a tenth of a second).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../data/import/archive/open-zip';
import { describeData } from '../data/import/describe';
import { importOptions } from '../data/import/options';
import { startingSettings } from '../data/starting-settings';
import { parseSettings } from '../protocol/settings';
import { compareTry, type Try } from '../testing/tries/compare';
import { nodeDecoders } from './decoders';
import { openPaths } from './node-files';

const FOLDER = new URL('../testing/tries/', import.meta.url);
const TRIES: Readonly<Record<string, Try>> = JSON.parse(
  readFileSync(new URL('expected.json', FOLDER), 'utf8'),
);

let inputs = '';
beforeAll(async () => {
  inputs = mkdtempSync(path.join(tmpdir(), 'tries-'));
  const { files } = await zip.open(readFileSync(new URL('inputs.zip', FOLDER)), 'inputs.zip', {});
  for (const file of files) {
    const to = path.join(inputs, file.path);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, await file.bytes());
  }
});
afterAll(() => rmSync(inputs, { recursive: true, force: true }));

/** What the command says of it. */
async function faultsOf(id: string): Promise<string[]> {
  const each = TRIES[id] as Try;
  const { files, leftOut } = await openPaths(each.open.map((name) => path.join(inputs, name)));
  const settings = parseSettings(startingSettings({ source: 'files', id }));
  const options = importOptions(settings, id);
  return compareTry(id, each, await describeData(files, options, nodeDecoders, leftOut));
}

describe('a try', () => {
  const here = Object.keys(TRIES).filter((id) => !TRIES[id]?.browser);

  it.each(here)('%s is read as a person would', async (id) => {
    expect(await faultsOf(id)).toEqual([]);
  });

  // compressed sound and JPEG: nothing here decodes them
  it.skip.each(Object.keys(TRIES).filter((id) => TRIES[id]?.browser))(
    '%s needs a browser that decodes it',
    () => undefined,
  );
});
