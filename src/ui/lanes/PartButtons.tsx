/**
 * The parts of a lanes picture as buttons that lie over it unseen: focus, tap or pointer tells what a part is. One
 * stop for the Tab key, arrows go from part to part. Must not import stores.
 */
import { Toolbar } from 'radix-ui';
import { useId } from 'react';
import type { LaneModel } from '../../state/lanes/lane-model';
import type { LanePart } from '../../state/lanes/lane-part';
import { heightOf, partBox, WIDTH } from './geometry';
import css from './PartButtons.module.css';

interface PartButtonsProps {
  readonly model: LaneModel;
  readonly parts: readonly LanePart[];
  /** Key of the part that is told about. */
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(3)}%`;

export function PartButtons({ model, parts, chosen, onChoose }: PartButtonsProps) {
  const id = useId();
  const height = heightOf(model);
  return (
    <Toolbar.Root
      aria-label={`Parts of the picture, ${model.label}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onChoose(null);
      }}
    >
      {parts.map((part) => {
        const { x, y, width, height: tall } = partBox(model, part);
        return (
          <Toolbar.Button
            key={part.key}
            className={css.part}
            data-chosen={part.key === chosen}
            aria-label={part.title}
            aria-describedby={`${id}${part.key}`}
            style={{
              left: share(x, WIDTH),
              top: share(y, height),
              width: share(width, WIDTH),
              height: share(tall, height),
              // a wall runs under everything else: what lies on it answers first
              zIndex: part.kind === 'wall' ? 0 : 1,
            }}
            onFocus={() => onChoose(part.key)}
            onBlur={() => onChoose(null)}
            onClick={() => onChoose(part.key)}
            onPointerEnter={() => onChoose(part.key)}
            onPointerLeave={(event) => {
              if (event.currentTarget !== document.activeElement) onChoose(null);
            }}
          >
            <span hidden id={`${id}${part.key}`}>
              {part.text}
            </span>
          </Toolbar.Button>
        );
      })}
    </Toolbar.Root>
  );
}
