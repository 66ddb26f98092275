/**
 * The parts of a lanes picture as buttons that lie over it unseen: focus, tap or pointer tells what a part is. One
 * stop for the Tab key, arrows go from part to part. Must not import stores.
 */
import { Toolbar } from 'radix-ui';
import { memo, useId } from 'react';
import type { LaneModel } from '../../state/lanes/lane-model';
import type { LanePart } from '../../state/lanes/lane-part';
import type { Columns } from './columns';
import { heightOf, partBox } from './geometry';
import css from './PartButtons.module.css';

interface PartButtonsProps {
  readonly model: LaneModel;
  readonly parts: readonly LanePart[];
  /** Key of the part that is told about. */
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  /** Those of the picture under them. */
  readonly columns: Columns;
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(3)}%`;

interface PartButtonProps extends Pick<PartButtonsProps, 'onChoose'> {
  /** Its key in the picture. */
  readonly part: string;
  readonly title: string;
  /** Where it lies, in shares of the picture. */
  readonly left: string;
  readonly top: string;
  readonly width: string;
  readonly height: string;
  readonly isWall: boolean;
  readonly isChosen: boolean;
  /** Id of what tells more. */
  readonly told: string;
}

const PartButton = memo(function PartButton(props: PartButtonProps) {
  const { part, title, left, top, width, height, isWall, isChosen, told, onChoose } = props;
  return (
    <Toolbar.Button
      className={css.part}
      data-chosen={isChosen}
      aria-label={title}
      aria-describedby={told}
      // a wall runs under everything else: what lies on it answers first
      style={{ left, top, width, height, zIndex: isWall ? 0 : 1 }}
      onFocus={() => onChoose(part)}
      onBlur={() => onChoose(null)}
      onClick={() => onChoose(part)}
      onPointerEnter={() => onChoose(part)}
      onPointerLeave={(event) => {
        if (event.currentTarget !== document.activeElement) onChoose(null);
      }}
    />
  );
});

type ButtonsProps = Pick<PartButtonsProps, 'onChoose'> & {
  readonly label: string;
  readonly buttons: readonly Omit<PartButtonProps, 'onChoose'>[];
};

/** Whether both draw the same: what a part says changes every epoch, its button hardly ever. */
const areSame = (before: ButtonsProps, now: ButtonsProps): boolean =>
  before.label === now.label &&
  before.onChoose === now.onChoose &&
  JSON.stringify(before.buttons) === JSON.stringify(now.buttons);

const Buttons = memo(function Buttons({ label, buttons, onChoose }: ButtonsProps) {
  return (
    <Toolbar.Root
      aria-label={`Parts of the picture, ${label}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onChoose(null);
      }}
    >
      {buttons.map((button) => (
        <PartButton key={button.part} {...button} onChoose={onChoose} />
      ))}
    </Toolbar.Root>
  );
}, areSame);

export function PartButtons({ model, parts, chosen, onChoose, columns }: PartButtonsProps) {
  const id = useId();
  const whole = heightOf(model);
  const { begin, width: across } = columns;
  const buttons = parts.map((part) => {
    const { x: left, y, width: all, height } = partBox(columns, model, part);
    const x = Math.max(left, begin);
    const width = all - (x - left);
    return {
      part: part.key,
      title: part.title,
      left: share(x - begin, across),
      top: share(y, whole),
      width: share(width, across),
      height: share(height, whole),
      isWall: part.kind === 'wall',
      isChosen: part.key === chosen,
      told: `${id}${part.key}`,
    };
  });
  return (
    <>
      <Buttons label={model.label} buttons={buttons} onChoose={onChoose} />
      {parts.map(({ key, text }) => (
        <span key={key} hidden id={`${id}${key}`}>
          {text}
        </span>
      ))}
    </>
  );
}
