/**
 * Tables of readings as recordings: a file each in class folders, a file per sensor, one long table with a class that
 * stays as it is for a while, or a file per person with several such stretches. Imports the protocol and this room only.
 */
import { listNames, plainName } from '../import-error';
import { askIncomplete } from '../meaning/ask-incomplete';
import type { Meaning, Question } from '../meaning/meaning';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { baseName, type LeftOut } from '../source-file';
import type { Stepwise } from '../stepwise';
import type { Column } from '../table/column';
import { namedSplit } from '../table/split-column';
import type { Table } from '../table/table';
import { listedRecordings } from './listed-recordings';
import type { Readings } from './readings';
import type { Recording, Recordings } from './recording';
import { type SensorFiles, sensorFiles, withCommonChannels } from './sensor-files';
import { saidOfMany } from './series-words';
import { areReadings, hasEvenClock, runsOf, type Sheet, sheetOf } from './sheet';
import { columnsOf, type Keys, keysOf, NO_KEYS, numbersRecordings } from './sheet-keys';
import { type Place, type Places, placesOf } from './sheet-places';

/** Files of readings without a clock are recognised from so many on. */
const FEWEST_FILES = 4;
/** From so many files on, what is a file each is taken for whose the readings are. */
const FEWEST_GROUPS = 3;
const HALF = 0.5;

/**
 * @returns null where nothing speaks for readings, or nothing says their class.
 */
export function* sheetRecordings(
  read: readonly Table[],
  files: readonly GatheredFile[],
  options: ImportOptions,
): Stepwise<Recordings | null> {
  const listed = listedRecordings(read, options);
  const tables = listed?.tables ?? read;
  const sheets: Sheet[] = [];
  for (const [done, table] of tables.entries()) {
    yield { stage: 'sorting', done, total: tables.length, file: table.file };
    const sheet = sheetOf(table);
    if (sheet) sheets.push(sheet);
  }
  const alike = mostAlike(sheets);
  const paired = oneSensorWhereClassesChange(sensorFiles(alike));
  const { records, others } = withCommonChannels(paired.records);
  const isSingle = records.every((record) => record.sheets.size === 1);
  const all = isSingle || listed ? keysOf(alike, options, listed) : NO_KEYS;
  // several sheets agree about nothing but their path and what a list says of them
  const keys = isSingle ? all : { ...all, ids: [] };
  if (!speaksForReadings(alike, tables.length, keys, options)) return null;
  const places = placesOf(records, files, keys, options);
  if (!places) return null;
  const sensors = sensorsOf(records);
  const some = records.filter((record) => sensors.some((sensor) => record.sheets.has(sensor)));
  const group = groupFrom(keys, places, some, options);
  const placed = some.filter((record) => places.of(record) !== null);
  const recordings: Recording[] = [];
  for (const [done, record] of placed.entries()) {
    yield { stage: 'cutting', done, total: placed.length, file: record.path };
    const place = places.of(record);
    const cut = place ? recordingsOf(record, sensors, keys, place, group.of(record)) : [];
    for (const recording of cut) recordings.push(recording);
  }
  if (new Set(recordings.map(({ label }) => label)).size < 2) return null;
  const areStretches =
    keys.label !== null && keys.ids.length === 0 && recordings.length > records.length;
  const classFrom = keys.label === null ? places.classFrom : `column ${plainName(keys.label)}`;
  const splitFrom = keys.split === null ? places.splitFrom : `column ${plainName(keys.split)}`;
  const meaning: Meaning = {
    classFrom,
    splitFrom: recordings.every(({ split }) => split !== null) ? splitFrom : null,
    group: group.name,
    pairedBy: sensors.length > 1 ? 'name' : null,
    questions: [
      ...places.questions,
      ...(options.incomplete || sensors.length < 2 ? [] : lackingDoubts(placed, sensors)),
    ],
  };
  return {
    layout: records.length > 1 ? 'a table for each recording' : 'a table of readings',
    sensors,
    recordings,
    areStretches,
    meaning,
    offer: offerOf(alike, keys, places, meaning),
    used: new Set(listed ? read : alike.map(({ table }) => table)),
    leftOut: [
      ...rareLine(records, sensors),
      ...otherChannelsLine(others),
      ...otherSensorsLine(paired.others),
      ...alike.flatMap(({ table }) => table.leftOut),
      ...places.leftOut,
      ...(listed?.leftOut ?? []),
    ],
    choices: [...choicesOf(alike, keys, meaning, records), ...(listed?.choices ?? [])],
  };
}

/** Sheets with a clock where most have one. */
function mostAlike(sheets: readonly Sheet[]): readonly Sheet[] {
  const timed = sheets.filter(({ clock }) => clock !== null);
  return timed.length >= sheets.length * HALF ? timed : sheets;
}

function speaksForReadings(
  sheets: readonly Sheet[],
  tables: number,
  keys: Keys,
  { series }: ImportOptions,
): boolean {
  const [first] = sheets;
  if (!first) return false;
  if (series.rows === 'readings') return true;
  if (sheets.length === 1) {
    if (tables > 1 || keys.label === null) return false;
    const slow = columnsOf(first, [keys.label, keys.group, ...keys.ids]);
    if (
      slow.some((column) => runsOf([column], column.rows).length > column.rows / FEWEST_FILES / 2)
    ) {
      return false;
    }
    return hasEvenClock(first, slow) || (numbersRecordings(first, keys) && areReadings(first));
  }
  if (sheets.length < tables * HALF && sheets.length < FEWEST_FILES) return false;
  if (sheets.every(({ clock }) => clock !== null)) return true;
  if (sheets.length < FEWEST_FILES) return false;
  return sheets.filter(areReadings).length >= sheets.length * HALF;
}

/** Sensors that most recordings have, in the order of their names. */
function sensorsOf(records: readonly SensorFiles[]): string[] {
  const counts = new Map<string, number>();
  for (const { sheets } of records) {
    for (const name of sheets.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= records.length * HALF).map(([name]) => name);
}

/** Whose recordings are: a column, a level of folders, or, of files that hold several stretches, the file. */
function groupFrom(
  keys: Keys,
  places: Places,
  records: readonly SensorFiles[],
  { group }: ImportOptions,
): { name: string | null; of: (record: SensorFiles) => string | null } {
  if (keys.group !== null) return { name: plainName(keys.group), of: () => null };
  if (group === NONE) return { name: null, of: () => null };
  if (places.group !== null) {
    return { name: places.group, of: (record) => places.of(record)?.group ?? null };
  }
  const isFile =
    keys.label !== null &&
    keys.ids.length === 0 &&
    records.length >= FEWEST_GROUPS &&
    places.splitFrom === null;
  return isFile
    ? { name: 'file', of: ({ path }) => baseName(path) }
    : { name: null, of: () => null };
}

/** The stretches of one recording's sheets between changes of the key columns. */
function recordingsOf(
  record: SensorFiles,
  sensors: readonly string[],
  keys: Keys,
  place: Place,
  group: string | null,
): Recording[] {
  const sheets = sensors.map((sensor) => record.sheets.get(sensor) ?? null);
  const name = record.path;
  if (sheets.length > 1) {
    const all = sheets.map((sheet) => sheet && readingsOf(sheet, 0, sheet.table.rows));
    const [any] = sheets.filter((sheet) => sheet !== null);
    const said = (key: string | null) => (any && columnsOf(any, [key])[0]) ?? null;
    const [label, whose, split] = [keys.label, keys.group, keys.split].map(said);
    const word = label ? label.word(0) : place.label;
    if (word === null) return [];
    return [
      {
        name,
        label: word,
        split: split ? namedSplit(split).of(0) : place.split,
        group: whose ? whose.text(0) : group,
        sensors: all,
      },
    ];
  }
  const [first] = sheets;
  if (!first) return [];
  const { rows, rowNumbers } = first.table;
  const [label] = columnsOf(first, [keys.label]);
  const [whose] = columnsOf(first, [keys.group]);
  const [split] = columnsOf(first, [keys.split]);
  const cuts = [label, whose, split, ...columnsOf(first, keys.ids)].filter(
    (column) => column !== undefined,
  );
  const starts = runsOf(cuts, rows);
  return starts.flatMap((start, at): Recording[] => {
    const end = starts[at + 1] ?? rows;
    const said = label ? label.word(start) : place.label;
    if (said === null) return [];
    return [
      {
        name: starts.length > 1 ? `${name}, row ${rowNumbers[start] ?? start + 1} on` : name,
        label: said,
        split: split ? namedSplit(split).of(start) : place.split,
        group: whose ? whose.text(start) : group,
        sensors: [readingsOf(first, start, end)],
      },
    ];
  });
}

function readingsOf({ clock, channels }: Sheet, start: number, end: number): Readings {
  const cut = (column: Column) =>
    Float64Array.from({ length: end - start }, (_, i) => column.number(start + i));
  return {
    channels: channels.map(({ name }) => name),
    times: clock && cut(clock),
    values: channels.map(cut),
  };
}

function offerOf(sheets: readonly Sheet[], keys: Keys, places: Places, meaning: Meaning): Offer {
  const [first] = sheets;
  const slow = (first?.slow ?? []).map((column) => ({
    name: column.name,
    detail: `${column.distinct(column.rows)} different`,
    uses: ['label', 'group'] as const,
  }));
  const levels = places.levels.map(({ name, values }) => ({
    name,
    detail: listNames(values, 4),
    uses: ['label', 'group'] as const,
  }));
  return {
    what: 'columns',
    parts: [...slow, ...levels],
    roles: {
      [keys.label ?? meaning.classFrom]: 'label',
      ...(keys.group !== null ? { [keys.group]: 'group' as const } : {}),
      ...(keys.group === null && places.group !== null ? { [places.group]: 'group' as const } : {}),
    },
    gathers: true,
  };
}

function choicesOf(
  sheets: readonly Sheet[],
  keys: Keys,
  meaning: Meaning,
  records: readonly SensorFiles[],
): string[] {
  const [first] = sheets;
  const clock = first?.clock;
  return [
    ...saidOfMany(sheets.map(({ table }) => table)),
    records.length > 1
      ? 'Each file is a recording, and its rows are readings one after the other.'
      : 'Rows are readings of recordings, one after the other, not samples.',
    ...(clock ? [`The clock is column "${plainName(clock.name)}".`] : []),
    `The class is ${keys.label === null ? meaning.classFrom : `column "${plainName(keys.label)}"`}.`,
    ...(keys.ids.length > 0
      ? [
          `A recording ends where ${listNames(keys.ids)} changes; ${keys.ids.length === 1 ? 'it is no channel' : 'they are no channels'}.`,
        ]
      : []),
  ];
}

/** Where a class changes within recordings, their sensors cannot be cut alike: the first is used. */
function oneSensorWhereClassesChange(records: readonly SensorFiles[]): {
  records: readonly SensorFiles[];
  others: readonly Sheet[];
} {
  const sheets = records.flatMap((record) => [...record.sheets.values()]);
  const changes = ({ table, slow }: Sheet) =>
    slow.some((column) => column.textCount > 0 && runsOf([column], table.rows).length > 1);
  const isSingle = records.every((record) => record.sheets.size === 1);
  if (isSingle || !sheets.some(changes)) return { records, others: [] };
  const [first] = sensorsOf(records);
  const used = records.flatMap((record) => {
    const sheet = record.sheets.get(first ?? '');
    return sheet ? [{ path: sheet.table.file, sheets: new Map([['', sheet]]) }] : [];
  });
  const kept = new Set(used.flatMap((record) => [...record.sheets.values()]));
  return { records: used, others: sheets.filter((sheet) => !kept.has(sheet)) };
}

function otherSensorsLine(sheets: readonly Sheet[]): LeftOut[] {
  const [first] = sheets;
  if (!first) return [];
  const { file } = first.table;
  return [
    {
      file,
      reason: `${sheets.length === 1 ? `${file} is` : `${sheets.length} files are`} of another sensor (the first: ${file}), and where the class changes within a recording only one sensor is used.`,
      fix: 'Save a file for each stretch of one class, with all its sensors.',
      count: sheets.length,
      unit: 'file',
    },
  ];
}

function otherChannelsLine(records: readonly SensorFiles[]): LeftOut[] {
  const [first] = records;
  if (!first) return [];
  return [
    {
      file: first.path,
      reason: `${records.length === 1 ? `${first.path} does` : `${records.length} recordings do`} not have the channels that most recordings have${records.length === 1 ? '' : ` (the first: ${first.path})`}.`,
      fix: 'Name their columns as in the others, or leave it at that.',
      count: records.length,
      unit: 'file',
    },
  ];
}

/** Recordings without a partner may have it under another name. */
const lackingDoubts = (records: readonly SensorFiles[], sensors: readonly string[]): Question[] =>
  askIncomplete(
    records.map(({ path, sheets }) => ({
      has: sensors.map((sensor) => sheets.has(sensor)),
      called: path,
    })),
    sensors,
    'a recording of the same name',
  );

/** Files of sensors that few recordings have. */
function rareLine(records: readonly SensorFiles[], sensors: readonly string[]): LeftOut[] {
  const rare = records.flatMap(({ sheets }) =>
    [...sheets].filter(([sensor]) => !sensors.includes(sensor)),
  );
  const [[sensor, sheet] = []] = rare;
  if (!sheet) return [];
  const { file } = sheet.table;
  return [
    {
      file,
      reason: `${rare.length === 1 ? `${file} is` : `${rare.length} files are`} of a sensor that fewer than half of the recordings have (the first: ${plainName(sensor ?? '')}, ${file}).`,
      fix: 'Add the missing files, or leave it at that.',
      count: rare.length,
      unit: 'file',
    },
  ];
}
