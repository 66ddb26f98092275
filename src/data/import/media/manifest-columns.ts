/**
 * What the columns of a table that names files become: modalities of files, of sentences and of what else it says of a
 * sample. Imports the protocol's types and this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import { labelStrength } from '../meaning/words';
import type { ImportOptions } from '../options';
import { keyFor, titleFor } from '../raw-samples';
import type { LeftOut } from '../source-file';
import { fewTexts, usableColumns } from '../table/chosen-features';
import type { ClassColumn } from '../table/class-column';
import type { Column } from '../table/column';
import { namedColumn } from '../table/column-choice';
import type { Table } from '../table/table';
import { isTextColumn } from '../text/column-of-texts';
import type { MediaModality } from './media-source';
import { type PathColumn, pathIds } from './naming-table';

/** What the table says of a sample beside its files, its class and what it is called. */
export function otherColumns(
  table: Table,
  reserved: ReadonlySet<Column>,
  label: ClassColumn,
  choices: string[],
  leftOut: LeftOut[],
): Column[] {
  return usableColumns(table, reserved, choices, leftOut).filter(
    (column) =>
      column.distinct(1) > 1 && labelStrength(column.name) === 0 && column !== label.column,
  );
}

/** Modalities of the path columns, or of those that the options name. */
export function chosenColumns(
  table: Table,
  paths: readonly PathColumn[],
  { modalities }: ImportOptions,
): MediaModality[] {
  if (!modalities) {
    const ids = pathIds(paths);
    return paths.map(({ name }, k) => ({ id: ids[k] as string, name: titleFor(name) }));
  }
  return Object.entries(modalities).flatMap(([id, [name]]) => {
    const column = namedColumn([table], name ?? '', `data.modalities.${id}`);
    if (isTextColumn(column) && !paths.some((path) => path.column === column)) return [];
    if (!paths.some((path) => path.column === column)) {
      throw new ImportError(
        'layout-unclear',
        `The column "${plainName(column.name)}" of ${plainName(table.file)} does not name files that are there.`,
        `Columns that do: ${listNames(paths.map((path) => path.column.name))}.`,
      );
    }
    return [{ id, name: titleFor(id) }];
  });
}

/** The columns of sentences that are modalities: those that the options name, or all that there is room for. */
export function chosenTexts(
  table: Table,
  paths: readonly PathColumn[],
  others: readonly Column[],
  taken: readonly MediaModality[],
  { modalities }: ImportOptions,
  leftOut: LeftOut[],
): (MediaModality & { readonly column: Column })[] {
  const isPath = (column: Column) => paths.some((path) => path.column === column);
  if (modalities) {
    return Object.entries(modalities).flatMap(([id, [name]]) => {
      const column = namedColumn([table], name ?? '', `data.modalities.${id}`);
      return isTextColumn(column) && !isPath(column) ? [{ id, name: titleFor(id), column }] : [];
    });
  }
  const ids = taken.map(({ id }) => id);
  const room = MOST_MODALITIES - taken.length - 1;
  return fewTexts(others.filter(isTextColumn), leftOut, room).map((column) => {
    const id = keyFor(column.name, ids);
    ids.push(id);
    return { id, name: titleFor(column.name), column };
  });
}

export function chosenPath(
  table: Table,
  paths: readonly PathColumn[],
  id: string,
  { modalities }: ImportOptions,
): PathColumn {
  const column = namedColumn([table], modalities?.[id]?.[0] ?? '', `data.modalities.${id}`);
  return paths.find((path) => path.column === column) ?? { column, start: '', name: column.name };
}
