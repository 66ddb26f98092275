/** Slow motion: one training step of a run, over the page. Fetched when it is opened first. */
import { Dialog } from 'radix-ui';
import type { Catalogue } from '../../protocol/catalogue';
import { methodIdOf, runLabel, runNames } from '../../protocol/settings';
import { dashesOf } from '../../state/charts/chart';
import type { RunOption } from '../../state/measures/measure-source';
import { RunChoice } from '../happens/RunChoice';
import { useExperiment, useLab, useSession, useSlowMotion } from '../session-context';
import { SeenStep } from './SeenStep';
import css from './SlowMotion.module.css';

function labelFrom(catalogue: Catalogue, name: string): string {
  const method = catalogue.find(({ id }) => id === methodIdOf(name));
  return method ? runLabel(name, method) : name;
}

/** The runs of the race as radio buttons name them. */
function useRuns(): readonly RunOption[] {
  const settings = useExperiment((state) => state.settings);
  const catalogue = useLab((state) => state.catalogue);
  const names = runNames(settings);
  const dashes = dashesOf(names, catalogue);
  return names.map((name) => ({
    name,
    label: labelFrom(catalogue, name),
    dash: dashes.get(name) ?? 'solid',
  }));
}

export default function SlowMotion() {
  const session = useSession();
  const { run, seen, failed } = useSlowMotion((state) => state);
  const options = useRuns();
  return (
    <Dialog.Root
      open={run !== null}
      onOpenChange={(open) => {
        if (!open) session.closeStep();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${css.sheet}`}>
          <div className={css.head}>
            <Dialog.Title className="large">Slow motion</Dialog.Title>
            <Dialog.Description className="small quiet">
              One training step on a real batch,{' '}
              {seen && seen.epoch > 0 ? `after epoch ${seen.epoch}` : 'before any training'}. It is
              looked at, not taken.
            </Dialog.Description>
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
          <RunChoice
            runs={options}
            chosen={run}
            onChoose={(name) => session.showStep(name, null)}
          />
          {failed ? (
            <p role="alert">
              {failed.message} {failed.hint}
            </p>
          ) : null}
          {seen ? <SeenStep key={`${seen.run} ${seen.stage}`} seen={seen} /> : null}
          {seen || failed ? null : <p className="quiet">The step is being computed.</p>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
