/** Which columns the table of runs shows: every one that its runs can fill, those of settings apart. */
import { Popover } from 'radix-ui';
import { useId } from 'react';
import type { TableColumn } from '../../state/runs/runs-table';
import css from './ColumnChoice.module.css';

interface Props {
  readonly columns: readonly TableColumn[];
  readonly isShown: (column: TableColumn) => boolean;
  readonly onToggle: (id: string) => void;
}

export function ColumnChoice({ columns, isShown, onToggle }: Props) {
  const id = useId();
  const isSetting = (column: TableColumn) => column.id.startsWith('set.');
  const groups = [
    { word: 'Of every run', columns: columns.filter((column) => !isSetting(column)) },
    { word: 'Settings in which runs differ', columns: columns.filter(isSetting) },
  ];
  return (
    <Popover.Root>
      <Popover.Trigger className="button">Columns</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`floating ${css.card}`}
          aria-label="Columns"
          sideOffset={4}
          align="end"
          collisionPadding={8}
        >
          {groups.map((group) =>
            group.columns.length === 0 ? null : (
              <fieldset key={group.word} className={css.group}>
                <legend className="small quiet">{group.word}</legend>
                {group.columns.map((column) => (
                  <label key={column.id} htmlFor={`${id} ${column.id}`} className={css.column}>
                    <input
                      id={`${id} ${column.id}`}
                      type="checkbox"
                      checked={isShown(column)}
                      onChange={() => onToggle(column.id)}
                    />
                    {column.word}
                  </label>
                ))}
              </fieldset>
            ),
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
