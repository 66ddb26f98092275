/** A confusion matrix as a table of buttons: one stop for the Tab key, arrows go from cell to cell. Must not import stores. */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { ConfusionView } from '../../../state/samples/confusion-view';
import css from './ConfusionGrid.module.css';

interface Props {
  readonly view: ConfusionView;
  readonly classNames: readonly string[];
  /** Whose answers these are. */
  readonly head: string;
  readonly onOpen: (label: number, answer: number) => void;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Ink of a full cell, in per cent: type on it keeps its contrast. */
const FULL = 32;

export function ConfusionGrid({ view, classNames, head, onOpen }: Props) {
  const { counts, classes, totals } = view;
  const [[row, column], setPlace] = useState<readonly [number, number]>([0, 0]);
  const grid = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const inside = (n: number) => Math.min(classes - 1, Math.max(0, n));
    const next = [inside(row + step[0]), inside(column + step[1])] as const;
    setPlace(next);
    grid.current?.querySelector<HTMLButtonElement>(`[data-cell="${next[0]} ${next[1]}"]`)?.focus();
  };
  const name = (c: number) => classNames[c] ?? String(c);
  return (
    <div className="scroll-x">
      <table
        ref={grid}
        className={css.confusion}
        aria-label={`True classes and answers, ${head}`}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <td />
            {Array.from({ length: classes }, (_, answer) => (
              <th key={name(answer)} scope="col" className="small">
                <span>{name(answer)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: classes }, (_, label) => (
            <tr key={name(label)}>
              <th scope="row" className="small">
                {name(label)}
              </th>
              {Array.from({ length: classes }, (_, answer) => {
                const count = counts[label * classes + answer] ?? 0;
                const share = count / Math.max(1, totals[label] ?? 1);
                return (
                  <td key={name(answer)} data-right={label === answer}>
                    <button
                      type="button"
                      data-cell={`${label} ${answer}`}
                      tabIndex={row === label && column === answer ? 0 : -1}
                      aria-label={`truly ${name(label)}, answer ${name(answer)}: ${count} samples`}
                      aria-disabled={count === 0}
                      style={{
                        background: `color-mix(in srgb, var(--ink) ${Math.round(FULL * share)}%, var(--ground))`,
                      }}
                      onFocus={() => setPlace([label, answer])}
                      onClick={() => {
                        if (count > 0) onOpen(label, answer);
                      }}
                    >
                      {count === 0 ? '' : count}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
