/** Whether charts and sentence are of the present seed or of all that are known; there once there are two. */
import { RadioGroup } from 'radix-ui';
import { capital, numberIn, repeatIn } from '../../state/seeds/repeat';
import type { SeedsState } from '../../state/seeds/seeds-store';
import { FEWEST_SEEDS } from '../../state/seeds/seeds-store';
import { useExperiment, useSession } from '../session-context';
import css from './ScopeChoice.module.css';
import { useSeedsKnown, useShowsAll } from './use-seed-table';

export function ScopeChoice() {
  const session = useSession();
  const settings = useExperiment((state) => state.settings);
  const repeat = repeatIn(settings);
  const known = useSeedsKnown();
  const showsAll = useShowsAll();
  if (known < FEWEST_SEEDS) return null;
  const options: readonly [SeedsState['shows'], string][] = [
    ['one', `${capital(repeat)} ${numberIn(settings)}`],
    ['all', `All ${known} ${repeat}s`],
  ];
  return (
    <RadioGroup.Root
      className={css.scope}
      aria-label={`${capital(repeat)}s shown`}
      value={showsAll ? 'all' : 'one'}
      onValueChange={(shows) => session.seeds.show(shows === 'all' ? 'all' : 'one')}
      orientation="horizontal"
    >
      {options.map(([shows, words]) => (
        <RadioGroup.Item key={shows} value={shows} className={`button ${css.option}`}>
          {words}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
