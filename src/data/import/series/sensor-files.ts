/**
 * Files that are sensors of one recording: `walk_1/Accelerometer.csv` beside `walk_1/Gyroscope.csv`, `walk_1_acc.csv` beside
 * `walk_1_gyr.csv`, `acc/walk_1.csv` beside `gyr/walk_1.csv`. Imports this room only.
 */
import { tokensOf } from '../meaning/words';
import { folderOf, stemOf } from '../source-file';
import type { Sheet } from './sheet';

/** A recording by the path that its files share, with a sheet per sensor. */
export interface SensorFiles {
  readonly path: string;
  readonly sheets: ReadonlyMap<string, Sheet>;
}

const SENSORS = new Set(
  'acc accel accelerometer acceleration gyro gyr gyroscope mag magn magnetometer magnetic gravity orientation rotation barometer ecg ekg emg eeg ppg eda bvp imu linear'.split(
    ' ',
  ),
);
const isSensorWord = (token: string): boolean => SENSORS.has(token);
/** What is measured: a sensor as the name of a folder, where names of files have other uses for the word. */
const MEASURES = new Set(
  'pulse puls heart heartrate hr bpm spo2 resp respiration breath atmung temp temperature temperatur humidity feuchte luftfeuchte pressure druck luftdruck light licht helligkeit gps location beschleunigung gyroskop lage magnetfeld kompass compass noise lautstärke power leistung force kraft'.split(
    ' ',
  ),
);
const isMeasure = (token: string): boolean => isSensorWord(token) || MEASURES.has(token);
/** More names than that that recur in folder after folder are no sensors. */
const MOST_SENSORS = 12;
const FEWEST_FOLDERS = 4;

/** How a file tells its recording and its sensor; null where it does not. */
type Way = (file: string) => { readonly path: string; readonly sensor: string } | null;

const byStem: Way = (file) => ({ path: folderOf(file), sensor: stemOf(file) });

const byWord: Way = (file) => {
  const stem = stemOf(file);
  const words = stem.split(/[-_.\s]+/);
  const said = words.filter((word) => tokensOf(word).some(isSensorWord));
  if (said.length !== 1) return null;
  const others = words.filter((word) => !said.includes(word)).join('_');
  // the folder may say the sensor once more
  const folders = folderOf(file)
    .split('/')
    .filter((folder) => folder.toLowerCase() !== said[0]?.toLowerCase());
  const path = [...folders, others].filter((part) => part !== '').join('/');
  return { path, sensor: said[0] ?? '' };
};

const byFolder: Way = (file) => {
  const parts = file.split('/');
  const at = parts.findIndex((part, i) => i < parts.length - 1 && tokensOf(part).some(isMeasure));
  if (at < 0) return null;
  return { path: parts.filter((_, i) => i !== at).join('/'), sensor: parts[at] ?? '' };
};

const channelsOf = ({ channels }: Sheet): string => channels.map(({ name }) => name).join('|');

/** @returns a recording per file where nothing says that several belong together; its sensor then has no name. */
export function sensorFiles(sheets: readonly Sheet[]): SensorFiles[] {
  for (const way of [byWord, byFolder, byStem]) {
    const found = gather(sheets, way);
    if (found && (way === byStem ? areFolders(found, sheets) : hasPairs(found))) return found;
  }
  return sheets.map((sheet) => ({ path: sheet.table.file, sheets: new Map([['', sheet]]) }));
}

function gather(sheets: readonly Sheet[], way: Way): SensorFiles[] | null {
  const records = new Map<string, Map<string, Sheet>>();
  for (const sheet of sheets) {
    const said = way(sheet.table.file);
    if (!said || said.path === '') return null;
    const record = records.get(said.path) ?? new Map<string, Sheet>();
    if (record.has(said.sensor)) return null;
    record.set(said.sensor, sheet);
    records.set(said.path, record);
  }
  return [...records].map(([path, some]) => ({ path, sheets: some }));
}

const hasPairs = (found: readonly SensorFiles[]): boolean =>
  found.filter(({ sheets }) => sheets.size > 1).length >= found.length / 2;

/** Whether each folder holds one recording: the same few names everywhere, each with channels of its own. */
function areFolders(found: readonly SensorFiles[], sheets: readonly Sheet[]): boolean {
  const names = new Set(found.flatMap((each) => [...each.sheets.keys()]));
  if (found.length < FEWEST_FOLDERS || names.size > MOST_SENSORS) return false;
  if (names.size === 1) return found.length === sheets.length;
  const channels = new Map<string, Set<string>>();
  for (const each of found) {
    for (const [name, sheet] of each.sheets) {
      channels.set(name, (channels.get(name) ?? new Set()).add(channelsOf(sheet)));
    }
  }
  const areOne = [...channels.values()].every(({ size }) => size === 1);
  const areOthers =
    new Set([...channels.values()].flatMap((each) => [...each])).size === names.size;
  const areNamed = [...names].every((name) => tokensOf(name).some(isSensorWord));
  return areOne && (areOthers || areNamed) && hasPairs(found);
}

/** Every sensor with the channels that most of its sheets have; records with a sheet that lacks some of them apart. */
export function withCommonChannels(all: readonly SensorFiles[]): {
  records: SensorFiles[];
  others: SensorFiles[];
} {
  const lists = new Map<string, Map<string, { sheet: Sheet; count: number }>>();
  for (const { sheets } of all) {
    for (const [sensor, sheet] of sheets) {
      const known = lists.get(sensor) ?? new Map<string, { sheet: Sheet; count: number }>();
      const key = sheet.channels.map(({ name }) => name).join('|');
      known.set(key, { sheet, count: (known.get(key)?.count ?? 0) + 1 });
      lists.set(sensor, known);
    }
  }
  const wanted = new Map(
    [...lists].map(([sensor, known]) => {
      const [most] = [...known.values()].sort((a, b) => b.count - a.count);
      return [sensor, (most?.sheet.channels ?? []).map(({ name }) => name)];
    }),
  );
  const records: SensorFiles[] = [];
  const others: SensorFiles[] = [];
  for (const record of all) {
    const sheets = new Map<string, Sheet>();
    for (const [sensor, sheet] of record.sheets) {
      const names = wanted.get(sensor) ?? [];
      const channels = names.flatMap(
        (name) => sheet.channels.find((each) => each.name === name) ?? [],
      );
      if (channels.length === names.length) sheets.set(sensor, { ...sheet, channels });
    }
    if (sheets.size === record.sheets.size) records.push({ ...record, sheets });
    else others.push(record);
  }
  return { records, others };
}
