/** Slow motion: one training step of a run at the epoch looked at, over the page. Fetched when it is opened first. */
import { Dialog } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import type { Catalogue } from '../../protocol/catalogue';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { methodIdOf, runLabel, runNames } from '../../protocol/settings';
import { dashesOf } from '../../state/charts/chart';
import type { RunOption } from '../../state/measures/measure-source';
import { originText, stepText, stepTitle } from '../../state/slow-motion/step-words';
import { presentEpoch } from '../../state/time/shown';
import { RunChoice } from '../happens/RunChoice';
import { useSession, useShown, useSlowMotion } from '../session-context';
import { EpochPager, useEpochSteps } from './EpochPager';
import { SeenStep } from './SeenStep';
import css from './SlowMotion.module.css';
import { WayThere } from './WayThere';

function labelFrom(catalogue: Catalogue, name: string): string {
  const method = catalogue.find(({ id }) => id === methodIdOf(name));
  return method ? runLabel(name, method) : name;
}

/** The runs of the race shown as radio buttons name them, and the one that trains each modality alone. */
function useRuns(): readonly RunOption[] {
  const settings = useShown((state) => state.settings);
  const catalogue = useShown((state) => state.catalogue);
  const names = [...runNames(settings), REFERENCE_RUN];
  const dashes = dashesOf(names, catalogue);
  return names.map((name) => ({
    name,
    label: name === REFERENCE_RUN ? 'Each alone' : labelFrom(catalogue, name),
    dash: dashes.get(name) ?? 'solid',
  }));
}

export default function SlowMotion() {
  const session = useSession();
  const state = useSlowMotion((each) => each);
  const { run, seen, failed, isAwaited, isGivenUp } = state;
  const isThere = seen !== null && failed === null && !isGivenUp;
  const record = useShown((shown) => shown.record);
  // before any training there is no bar to go by
  const barStands = presentEpoch(record) > 0;
  const options = useRuns();
  const steps = useEpochSteps();
  const origin = originText(
    state,
    record.find(({ name }) => name === run),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const epoch = { ',': steps.back, '.': steps.on }[event.key];
    if (epoch === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    session.showStep(run, null, epoch);
  };
  return (
    <Dialog.Root
      open={run !== null}
      onOpenChange={(open) => {
        if (!open) session.closeStep();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${css.sheet}`} onKeyDown={onKeyDown}>
          <div className={css.head}>
            <Dialog.Title className="large">{stepTitle(state, seen)}</Dialog.Title>
            <EpochPager {...steps} />
            <Dialog.Close className="button">Close</Dialog.Close>
            <Dialog.Description className="small quiet">
              {isThere && !isAwaited ? `${stepText(state, seen)} ` : ''}
              Looking changes nothing. {isThere && !isAwaited ? origin : ''}
            </Dialog.Description>
          </div>
          <RunChoice
            runs={options}
            chosen={run}
            onChoose={(name) => session.showStep(name, null, barStands ? undefined : state.epoch)}
          />
          <WayThere />
          {isThere ? <SeenStep key={`${seen.run} ${seen.stage}`} seen={seen} /> : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
