/** The way of a file from its column names to events, for columns that are called like the lab's own losses. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSet } from '../protocol/data-set';
import type { LabEvent } from '../protocol/messages';
import { FUSED_LOSS, ownKey, TOTAL_LOSS } from '../protocol/names';
import type { SettingsInput } from '../protocol/settings';
import { EVERY_METHOD, expectSame, idsOf, raced, SMALL_RACE } from '../testing/renamed-race';
import { openTinyLab, type TinyLab } from '../testing/tiny-lab';
import { parseArguments } from './arguments';
import { readData } from './read-data';

const SETTINGS: SettingsInput = { ...SMALL_RACE, methods: EVERY_METHOD };

let open: TinyLab;
let folder = '';
beforeAll(async () => {
  open = await openTinyLab('wasm');
  folder = await mkdtemp(join(tmpdir(), 'columns-'));
});
afterAll(async () => {
  await open.lab.closed();
  await rm(folder, { recursive: true });
});

/** A table of three classes and two modalities of three columns each, its columns named for `ids`. */
function table(ids: readonly string[]): string {
  const columns = ids.flatMap((id) => [0, 1, 2].map((k) => `${id}_${k}`));
  const rows = Array.from({ length: 90 }, (_, row) => {
    const label = row % 3;
    const numbers = columns.map(
      (_, k) => Math.sin(row * 12.9898 + k * 78.233) + (k % 3 === label ? 1 : 0),
    );
    return [...numbers.map((value) => value.toFixed(4)), ['adelie', 'chinstrap', 'gentoo'][label]];
  });
  return [[...columns, 'species'], ...rows].map((row) => row.join(',')).join('\n');
}

/** The table as `--data table.csv` reads it, its pairs drawn anew, so that a name could reach the samples too. */
async function fromTable(ids: readonly string[]): Promise<DataSet> {
  const path = join(folder, 'table.csv');
  await writeFile(path, table(ids));
  const redraw = 'data.pairing=redraw';
  const { settings } = await parseArguments(['--data', path, '--set', redraw]);
  return readData([path], settings);
}

describe('a table whose columns are called total_0..2 and fusion_0..2', () => {
  it('trains with the very numbers of one with ordinary columns', async () => {
    const [plain, awkward] = [
      await fromTable(['bill', 'wing']),
      await fromTable(['total', 'fusion']),
    ];
    expect(idsOf(awkward)).toEqual(['total', 'fusion']);
    expect(awkward.modalities.map(({ data }) => data)).toEqual(
      plain.modalities.map(({ data }) => data),
    );
    await expectSame(open, {
      plain: await raced(open, plain, SETTINGS),
      dataSet: plain,
      ids: ['total', 'fusion'],
      settings: SETTINGS,
    });
  }, 60_000);

  it('keeps every loss, every head and the prediction apart', async () => {
    const events = await raced(open, await fromTable(['total', 'fusion']), SETTINGS);
    const first = <K extends LabEvent['kind']>(kind: K, run: string) =>
      events.find(
        (event): event is LabEvent & { kind: K } =>
          event.kind === kind && 'run' in event && event.run === run,
      );
    const [own, other] = [ownKey('total'), ownKey('fusion')];
    const alone = first('epoch-ended', 'unimodal')?.losses ?? {};
    expect(Object.keys(alone).sort()).toEqual(['modality:fusion', 'modality:total', 'total']);
    expect(alone[TOTAL_LOSS]).toBe((alone[own] as number) + (alone[other] as number));
    const losses = first('epoch-ended', 'multi-loss')?.losses ?? {};
    expect(Object.keys(losses).sort()).toEqual([
      'fusion',
      'modality:fusion',
      'modality:total',
      'total',
    ]);
    expect(losses[TOTAL_LOSS]).toBe(
      (losses[FUSED_LOSS] as number) + (losses[own] as number) + (losses[other] as number),
    );
    const joint = first('snapshot-taken', 'joint');
    expect(Object.keys(joint?.predictions ?? {}).sort()).toEqual([
      'fusion',
      'fusionHead',
      'modality:fusion',
      'modality:total',
    ]);
    // joint answers by its head alone, and no modality's readout answers for it
    expect(joint?.predictions['fusion']).toEqual(joint?.predictions['fusionHead']);
    expect(joint?.logits['modality:fusion']).not.toEqual(joint?.logits['fusionHead']);
    expect(Object.keys(first('run-ended', 'joint')?.accuracy.unimodal ?? {})).toEqual([
      'total',
      'fusion',
    ]);
  }, 60_000);
});
