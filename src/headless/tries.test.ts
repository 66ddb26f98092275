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

/** Tries that the lab does not read as expected yet, and why. One that agrees must not stand here. */
const NOT_YET: Readonly<Record<string, string>> = {
  'T21c-wisdm.csv': 'a long table of readings is not cut into series',
  'T21-sensor': 'a table per recording is not read as a series',
  'V-relational.arff': 'relational ARFF is not read',
};

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

  it.each(here.filter((id) => !(id in NOT_YET)))('%s is read as a person would', async (id) => {
    expect(await faultsOf(id)).toEqual([]);
  });

  it.each(Object.entries(NOT_YET))('%s is not yet: %s', async (id) => {
    expect(await faultsOf(id)).not.toEqual([]);
  });

  // compressed sound and JPEG: nothing here decodes them
  it.skip.each(Object.keys(TRIES).filter((id) => TRIES[id]?.browser))(
    '%s needs a browser that decodes it',
    () => undefined,
  );
});
