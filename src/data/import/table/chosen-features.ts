/**
 * Which columns are features, and which modality each is of: as the options name them, by their tables, else by their
 * names; with a line for every column that is none. Imports the protocol's types and this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import { keyFor, titleFor } from '../raw-samples';
import { baseName, type LeftOut } from '../source-file';
import { isTextColumn } from '../text/column-of-texts';
import { baseOf } from './chosen-class';
import type { Column } from './column';
import { namedColumns } from './column-choice';
import { isCategory, isMostlyEmpty, isNumeric } from './features';
import { besideTexts, type ColumnGroup, groupColumns, isBookkeeping } from './guess-modalities';
import type { Table } from './table';

const nameOf = ({ name }: Column) => name;

export function namedModalities(
  tables: readonly Table[],
  wanted: Readonly<Record<string, readonly string[]>>,
): ColumnGroup[] {
  return Object.entries(wanted).map(([id, entries]) => {
    const path = `data.modalities.${id}`;
    const columns = [...new Set(entries.flatMap((entry) => namedColumns(tables, entry, path)))];
    const words = columns.find((column) => !isNumeric(column) && !isCategory(column));
    if (words && columns.length > 1) {
      throw new ImportError(
        'layout-unclear',
        `The column "${plainName(words.name)}" of ${plainName(words.file)} holds texts of many kinds, so it cannot be part of the modality ${id} beside other columns.`,
        'Make it a modality of its own, or leave it out.',
      );
    }
    return { id, name: titleFor(id), columns, ...(words ? { isText: true as const } : {}) };
  });
}

export function guessedModalities(
  tables: readonly Table[],
  reserved: ReadonlySet<Column>,
  choices: string[],
  leftOut: LeftOut[],
): ColumnGroup[] {
  const usable = tables.map((table) => usableColumns(table, reserved, choices, leftOut));
  const [first] = tables;
  if (usable.every((columns) => columns.length === 0)) {
    throw new ImportError(
      'layout-unclear',
      `${plainName(first?.file ?? '')} has no column of numbers or sentences beside the class.`,
      'Open a table with measurements or texts.',
    );
  }
  const texts = usable.map((columns) => fewTexts(columns.filter(isTextColumn), leftOut));
  const others = usable.map((columns) => columns.filter((column) => !isTextColumn(column)));
  if (tables.length === 1 && texts.some((columns) => columns.length > 0)) {
    const place = ({ columns: [column] }: ColumnGroup) =>
      column ? (usable[0]?.indexOf(column) ?? 0) : 0;
    return besideTexts(texts[0] ?? [], others[0] ?? []).sort((a, b) => place(a) - place(b));
  }
  if (tables.length === 1) {
    const all = usable[0] ?? [];
    const grouped = groupColumns(all);
    const used = new Set(grouped.flatMap(({ columns }) => columns));
    const lone = all.filter((column) => !used.has(column));
    if (lone.length > 0) {
      leftOut.push({
        file: first?.file ?? '',
        reason: `The column ${listNames(lone.map(nameOf))} belongs to none of the modalities ${listNames(grouped.map(({ id }) => id))} by its name.`,
        fix: 'Give it to one of them, or leave it at that.',
        count: lone.length,
        unit: 'column',
      });
    }
    return grouped;
  }
  const groups = tables
    .map(({ file }, t) => ({ file, columns: others[t] ?? [] }))
    .filter(({ columns }) => columns.length > 0);
  const said = texts.flat();
  if (groups.length === 1 && said.length === 0) return groupColumns(groups[0]?.columns ?? []);
  const room = MOST_MODALITIES - Math.min(said.length, MOST_MODALITIES - 1);
  const kept = groups.slice(0, room);
  if (kept.length < groups.length) {
    const unused = groups.slice(room).map(({ file }) => baseName(file));
    choices.push(
      `Not used, because the lab shows at most ${MOST_MODALITIES} modalities: ${listNames(unused)}.`,
    );
  }
  const stems = withoutCommonStart(
    // a split is no part of what a modality is called
    kept.map(({ file }) => baseOf(file)),
  );
  const ids: string[] = [];
  const ofTables = kept.map(({ columns }, g) => {
    const id = keyFor(stems[g] ?? '', ids);
    ids.push(id);
    return { id, name: titleFor(stems[g] ?? ''), columns };
  });
  return [...ofTables, ...besideTexts(fewTexts(said, leftOut), [], ids)];
}

/** As many texts as there is room for: those that say most. */
export function fewTexts(
  texts: readonly Column[],
  leftOut: LeftOut[],
  most: number = MOST_MODALITIES - 1,
): readonly Column[] {
  if (texts.length <= most) return texts;
  const letters = (column: Column) => {
    let sum = 0;
    for (let row = 0; row < column.rows; row++) sum += column.text(row)?.length ?? 0;
    return sum;
  };
  const kept = [...texts].sort((a, b) => letters(b) - letters(a)).slice(0, most);
  const others = texts.filter((column) => !kept.includes(column));
  leftOut.push({
    file: others[0]?.file ?? '',
    reason: `The lab shows at most ${MOST_MODALITIES} modalities, so of ${texts.length} columns of texts those that say least are not used: ${listNames(others.map(nameOf))}.`,
    fix: 'Name other columns as modalities, or leave it at that.',
    count: others.length,
    unit: 'column',
  });
  return texts.filter((column) => kept.includes(column));
}

/** The columns that can be features, where nobody has said which are; says why the others are not. */
export function usableColumns(
  { file, columns }: Table,
  reserved: ReadonlySet<Column>,
  choices: string[],
  leftOut: LeftOut[],
): Column[] {
  const free = columns.filter((column) => !reserved.has(column));
  const named = free.filter((column) => isBookkeeping(column, column === columns[0]));
  const others = free.filter((column) => !named.includes(column));
  const empty = others.filter(isMostlyEmpty);
  const unfit = others.filter(
    (column) =>
      !empty.includes(column) && !isNumeric(column) && !isCategory(column) && !isTextColumn(column),
  );
  const same = unfit.filter((column) => column.distinct(1) <= 1);
  const texts = unfit.filter((column) => !same.includes(column));
  if (named.length > 0) {
    choices.push(
      `No features, because they say which sample it is or when: ${listNames(named.map(nameOf), 12)}.`,
    );
  }
  const leave = (some: readonly Column[], why: string, fix: string) => {
    if (some.length === 0) return;
    const what = some.length === 1 ? 'The column' : 'The columns';
    leftOut.push({
      file,
      reason: `${what} ${listNames(some.map(nameOf), 12)} of ${file} ${some.length === 1 ? 'is' : 'are'} ${why}.`,
      fix,
      count: some.length,
      unit: 'column',
    });
  };
  const bare = empty.filter(({ missing, rows }) => missing === rows);
  if (bare.length > 0) choices.push(`Empty: ${listNames(bare.map(nameOf), 12)}.`);
  leave(
    empty.filter((column) => !bare.includes(column)),
    'mostly empty',
    'Fill in the values, or leave it at that.',
  );
  leave(same, 'the same in every row', 'Leave it at that.');
  leave(
    texts,
    'many different names or codes, which are neither a feature nor sentences',
    'Name it as a modality of its own if it is a text, or leave it at that.',
  );
  return others.filter((column) => !empty.includes(column) && !unfit.includes(column));
}

/** `mfeat-kar`, `mfeat-zer` give `kar`, `zer`: a first word that all share tells nothing. */
function withoutCommonStart(names: readonly string[]): string[] {
  const first = /^[^-_. ]+[-_. ]+/.exec(names[0] ?? '')?.[0];
  if (!first || names.length < 2) return [...names];
  return names.every((name) => name.startsWith(first) && name.length > first.length)
    ? withoutCommonStart(names.map((name) => name.slice(first.length)))
    : [...names];
}
