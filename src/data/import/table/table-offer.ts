/** Which columns of a table, or which of several tables, may be what. Imports this folder only. */

import { isLabelName } from '../meaning/words';
import type { Offer, Part, PartUse, Role } from '../offer';
import { baseName } from '../source-file';
import { isTextColumn } from '../text/column-of-texts';
import { MOST_NAMED_CLASSES } from './class-column';
import type { Column } from './column';
import { isNumeric as isNumericColumn } from './features';
import { guessSplit } from './split-column';
import type { Table } from './table';
import type { ColumnRoles } from './table-samples';

/** More different values than that are names or measurements, not classes or groups. */
const MOST_DIFFERENT = MOST_NAMED_CLASSES;
/** Tables wider than that hold pixels or the like, whose values are not worth counting. */
const WIDE = 200;

/**
 * @param chosen what the columns are used as; absent while that is unknown.
 * @param place what the files or folders of the rows are called, where that may be the class.
 */
export function offerOfTables(
  tables: readonly Table[],
  chosen?: Partial<ColumnRoles>,
  place?: Column | null,
): Offer {
  const offer = offerOfColumns(tables, chosen);
  if (!place) return offer;
  const { uses: _, ...part } = partOf(place, false);
  return { ...offer, parts: [...offer.parts, { ...part, uses: ['label', 'group'] }] };
}

function offerOfColumns(tables: readonly Table[], chosen?: Partial<ColumnRoles>): Offer {
  const [only] = tables;
  if (tables.length === 1 && only) {
    const isWide = only.columns.length > WIDE;
    return {
      what: 'columns',
      parts: only.columns.map((column) => partOf(column, isWide)),
      roles: rolesOf(chosen, ({ name }) => name),
      gathers: true,
    };
  }
  const named = tables.flatMap(({ columns }) =>
    columns.length > 1 ? columns.filter(isWorthNaming) : [],
  );
  return {
    what: 'files',
    parts: [
      ...tables.map((table) => filePart(table)),
      ...named.map((column) => {
        const { uses, ...part } = partOf(column, false);
        return { ...part, uses: uses.filter((use) => use !== 'modality') };
      }),
    ],
    roles: rolesOf(chosen, (column, use) =>
      use === 'modality' || !named.includes(column) ? baseName(column.file) : column.name,
    ),
    gathers: true,
  };
}

/**
 * The columns of a table that names files.
 * @param paths those with the names of files, each a modality of its own.
 */
export function offerOfManifest(
  table: Table,
  paths: readonly Column[],
  chosen: Partial<ColumnRoles>,
): Offer {
  return {
    what: 'columns',
    parts: table.columns.map((column) => {
      const { uses, ...part } = partOf(column, false);
      return paths.includes(column)
        ? { name: part.name, detail: 'names of files', uses: ['modality'] }
        : { ...part, uses: uses.filter((use) => use !== 'modality' || isTextColumn(column)) };
    }),
    roles: rolesOf(chosen, ({ name }) => name),
    gathers: false,
  };
}

function rolesOf(
  chosen: Partial<ColumnRoles> | undefined,
  nameOf: (column: Column, use: PartUse) => string,
): Record<string, Role> {
  const roles: Record<string, Role> = Object.create(null);
  if (!chosen) return roles;
  for (const { id, columns } of chosen.modalities ?? []) {
    for (const column of columns) roles[nameOf(column, 'modality')] = { modality: id };
  }
  if (chosen.label) roles[nameOf(chosen.label.column, 'label')] = 'label';
  if (chosen.split) roles[nameOf(chosen.split.column, 'split')] = 'split';
  if (chosen.group) roles[nameOf(chosen.group, 'group')] = 'group';
  return roles;
}

/** Beside whole files only such columns are offered one by one. */
const isWorthNaming = (column: Column): boolean =>
  !isNumericColumn(column) || isLabelName(column.name);

function filePart(table: Table): Part {
  const [column] = table.columns;
  if (table.columns.length === 1 && column) {
    return { ...partOf(column, false), name: baseName(table.file) };
  }
  return {
    name: baseName(table.file),
    detail: `${table.columns.length} columns`,
    uses: ['modality'],
  };
}

function partOf(column: Column, isWide: boolean): Part {
  const isNumeric = isNumericColumn(column);
  const uncounted = isWide && isNumeric && !isLabelName(column.name);
  const different = uncounted ? MOST_DIFFERENT + 1 : column.distinct(MOST_DIFFERENT);
  const isFew = different >= 2 && different <= Math.min(MOST_DIFFERENT, column.there * 0.9);
  const uses: PartUse[] = [];
  if (isFew) uses.push('label', 'group');
  if (different >= 1 && different <= 3 && guessSplit([column])) uses.push('split');
  if (column.missing < column.there) uses.push('modality');
  return { name: column.name, detail: detailOf(column, isNumeric, different), uses };
}

function detailOf(column: Column, isNumeric: boolean, different: number): string {
  if (column.missing === column.there) return 'empty';
  const many = different > MOST_DIFFERENT;
  if (isNumeric) return many || different > 20 ? 'numbers' : `numbers, ${different} different`;
  if (isTextColumn(column)) return 'texts';
  return many
    ? `more than ${MOST_DIFFERENT} texts`
    : different === 1
      ? '1 text, the same everywhere'
      : `${different} different texts`;
}
