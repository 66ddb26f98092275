/** Which run a tab shows, as a row of radio buttons with each run's dash: one press from method to method. */
import { RadioGroup } from 'radix-ui';
import type { RunOption } from '../../state/measures/measure-source';
import { DashSample } from '../figures/DashSample';
import css from './RunChoice.module.css';

interface Props {
  readonly runs: readonly RunOption[];
  readonly chosen: string | null;
  readonly onChoose: (run: string) => void;
}

export function RunChoice({ runs, chosen, onChoose }: Props) {
  if (runs.length === 0) return null;
  return (
    <RadioGroup.Root
      className={css.runs}
      aria-label="Run"
      value={chosen}
      onValueChange={onChoose}
      orientation="horizontal"
    >
      {runs.map(({ name, label, dash }) => (
        <RadioGroup.Item key={name} value={name} className={`button ${css.run}`} aria-label={label}>
          <DashSample dash={dash} />
          {label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
