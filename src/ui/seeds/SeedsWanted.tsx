/** How many seeds are wanted: typed, or changed by one with the arrow keys or the two buttons. */
import { useState } from 'react';
import { useSeeds, useSession } from '../session-context';
import css from './SeedsPanel.module.css';

interface Props {
  readonly least: number;
  readonly most: number;
}

export function SeedsWanted({ least, most }: Props) {
  const session = useSession();
  const count = useSeeds((state) => state.count);
  const isOn = useSeeds(({ status }) => status !== 'off');
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed.trim() !== '') session.seeds.want(Number(typed));
    setTyped(null);
  };
  return (
    <label className={css.wanted}>
      <span className="quiet">how many</span>
      <input
        className={`field ${css.count}`}
        type="number"
        min={least}
        max={most}
        disabled={isOn}
        value={typed ?? String(count)}
        onChange={(event) => {
          setTyped(event.target.value);
          // the arrows mean it at once; what is typed may not be finished
          const { inputType } = event.nativeEvent as InputEvent;
          if (inputType === undefined) session.seeds.want(Number(event.target.value));
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
    </label>
  );
}
