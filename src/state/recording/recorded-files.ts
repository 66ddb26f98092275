/**
 * What was recorded as files: folders picture/class and sound/class, a pair under one name. So it is read by the rules
 * for anyone's files, and any other program can use it. Pure.
 */
import { folderName } from '../../data/page/capture/folder-name';
import type { Picked } from '../../data/page/picked-files';
import type { RecordedClass, RecordedSample } from './recording-store';

type PickedFile = Picked['files'][number];

/** Both sides of what a sample may have: its folder, and the ending of its files. */
const SIDES = [
  { key: 'picture', folder: 'picture', ending: 'png' },
  { key: 'sound', folder: 'sound', ending: 'wav' },
] as const;

/** The sides that a data set of these samples has: both where most have both, else the one that more have. */
function sidesOf(classes: readonly RecordedClass[]): readonly (typeof SIDES)[number][] {
  const samples = classes.flatMap((each) => each.samples);
  const pairs = samples.filter(isPair).length;
  if (pairs > 0 && pairs * 2 >= samples.length) return SIDES;
  const counts = SIDES.map(({ key }) => samples.filter((each) => each[key]).length);
  const most = Math.max(...counts);
  return SIDES.filter((_, i) => counts[i] === most).slice(0, 1);
}

const isPair = ({ picture, sound }: RecordedSample): boolean => picture !== null && sound !== null;

/**
 * The data set as a choice of files. Samples that lack a side are among them, and the report says what became of them.
 * Folders have names of their own, for a class may be called anything, a word that means something to a reader
 * included; the choices give the classes their names back.
 */
export function recordedFiles(classes: readonly RecordedClass[], today: Date): Picked {
  const used = classes.filter(({ samples }) => samples.length > 0);
  const sides = sidesOf(used);
  const names: Record<string, string> = {};
  const rows: (readonly string[])[] = [[...sides.map(({ key }) => key), 'label']];
  let number = 0;
  const files = used.flatMap(({ name, samples }, place): PickedFile[] => {
    const wanted = name.trim() || `Class ${place + 1}`;
    const folder = folderName(wanted);
    if (folder !== wanted) names[folder] = wanted;
    return samples.flatMap((sample) => {
      number += 1;
      const stem = String(number).padStart(4, '0');
      const held = sides.flatMap(({ key, folder: side, ending }): PickedFile[] => {
        const blob = sample[key]?.blob;
        if (!blob) return [];
        const file = new File([blob], `${stem}.${ending}`, { type: blob.type });
        return [{ path: `${side}/${folder}/${stem}.${ending}`, file }];
      });
      if (held.length === sides.length) rows.push([...held.map(({ path }) => path), wanted]);
      return held;
    });
  });
  return {
    name: `Recorded ${dateText(today)}`,
    files,
    leftOut: [],
    manifest: rows.map((row) => `${row.map(cell).join(',')}\r\n`).join(''),
    ...(Object.keys(names).length > 0 && { choices: { classes: names } }),
  };
}

const cell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** "2026-11-27 10.24", which every file system takes. */
function dateText(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}.${two(date.getMinutes())}`;
}
