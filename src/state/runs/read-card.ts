/**
 * The card of a stored run, checked: what stands in the browser may be of another version of the page, or damaged. Its
 * settings are checked as far as the shelf reads them; those of an older page may mean nothing any more. Pure.
 */
import * as v from 'valibot';
import { byName, finiteNumber, listOf, shortText, wholeCount } from '../../protocol/epoch-record';
import type { Settings } from '../../protocol/settings';
import { fromFormat1 } from '../../protocol/settings-format-1';
import type { RunCard } from './run-card';

const numbers = byName(finiteNumber);
const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As far as the shelf reads them without asking for more. */
const settings = v.pipe(
  v.looseObject({
    seed: finiteNumber,
    data: v.looseObject({}),
    methods: v.record(v.string(), v.looseObject({})),
  }),
  v.custom<Settings & Record<string, unknown>>(isRecord),
);

const schema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  race: v.string(),
  savedAt: v.pipe(v.string(), v.isoTimestamp()),
  name: shortText,
  label: shortText,
  status: v.picklist(['ended', 'failed', 'stopped']),
  epochs: wholeCount,
  settings,
  dataName: v.string(),
  modalities: listOf(v.object({ id: shortText, name: shortText })),
  backend: v.string(),
  adapter: v.string(),
  durationMs: finiteNumber,
  fusion: v.nullable(finiteNumber),
  right: v.exactOptional(v.object({ samples: wholeCount, fusion: v.string() })),
  unimodal: numbers,
  alone: v.exactOptional(numbers),
  failure: v.exactOptional(v.nullable(v.string())),
  curve: listOf(finiteNumber),
  hasSnapshots: v.boolean(),
});

/** @param id under which it stands. @returns null where it is no card of this run. */
export function readCard(id: string, raw: unknown): RunCard | null {
  if (typeof raw !== 'object' || raw === null || !('settings' in raw)) return null;
  const read = v.safeParse(schema, { ...raw, settings: fromFormat1(raw.settings) });
  return read.success && read.output.id === id ? read.output : null;
}
