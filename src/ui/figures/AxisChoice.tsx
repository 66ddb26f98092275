/** What the curves are drawn across, as a row of radio buttons. */
import { RadioGroup } from 'radix-ui';
import { AXES } from '../../state/charts/axis';
import { useView } from '../session-context';
import css from './AxisChoice.module.css';

export function AxisChoice() {
  const axis = useView((state) => state.axis);
  const showAxis = useView((state) => state.showAxis);
  return (
    <RadioGroup.Root
      className={css.axis}
      aria-label="Curves across"
      value={axis}
      onValueChange={(chosen) => {
        const found = AXES.find(({ id }) => id === chosen);
        if (found) showAxis(found.id);
      }}
      orientation="horizontal"
    >
      {AXES.map(({ id, name }) => (
        <RadioGroup.Item key={id} value={id} className={`button small ${css.word}`}>
          {name}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
