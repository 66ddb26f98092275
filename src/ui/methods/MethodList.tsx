/** The methods: which of them race, six at most, whole races in one press, and what holds for all of a method's runs. */
import { Collapsible } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { DEFAULT_RUNS } from '../../protocol/default-race';
import { methodIdOf, runLabel, runNames } from '../../protocol/settings';
import { ablationMethods, isAblation, MOST_RUNS } from '../../state/ablation';
import { listed } from '../../state/format';
import { useExperiment, useLab, useSession, useSwept } from '../session-context';
import { type Entry, MethodEntry, type Opened } from './MethodEntry';
import css from './MethodList.module.css';

/** Fetched when somebody opens it. */
const DefaultsForm = lazy(() => import('./DefaultsForm'));
const MethodTableDialog = lazy(() => import('../method-table/MethodTableDialog'));

/** The ways to what many seeds say: of all methods, and of a sweep whose file was opened. */
function MethodTableButtons() {
  const { runs } = useSession();
  const [isOpen, setOpen] = useState(false);
  const swept = useSwept((state) => state.table);
  const isShown = useSwept((state) => state.isShown);
  return (
    <>
      <button type="button" className="link small" onClick={() => setOpen(true)}>
        Every method on every preset
      </button>{' '}
      {swept ? (
        <button type="button" className="link small" onClick={() => runs.showSwept(true)}>
          Table of the sweep
        </button>
      ) : null}
      <Suspense fallback={null}>
        {isOpen ? <MethodTableDialog onClose={() => setOpen(false)} /> : null}
        {swept && isShown ? (
          <MethodTableDialog swept={swept} onClose={() => runs.showSwept(false)} />
        ) : null}
      </Suspense>
    </>
  );
}

/** Which settings are open; a name that a run has no more opens nothing. */
function useOpened(): Opened {
  const [runs, setRuns] = useState<ReadonlySet<string>>(new Set());
  const [fresh, setFresh] = useState<string | null>(null);
  const change = (more: readonly string[], less: string) =>
    setRuns((before) => new Set([...[...before].filter((name) => name !== less), ...more]));
  return {
    runs,
    fresh,
    set: (run, isOpen) => {
      change(isOpen ? [run] : [], run);
      setFresh(null);
    },
    begin: (run) => {
      change([run], run);
      setFresh(run);
    },
    rename: (from, to) => {
      change([to], from);
      setFresh(null);
    },
  };
}

/** Whole races in one press. */
function Races({ names }: { readonly names: readonly string[] }) {
  const session = useSession();
  const settings = useExperiment((state) => state.settings);
  const catalogue = useLab((state) => state.catalogue);
  const labelOf = (run: string) => {
    const method = catalogue.find(({ id }) => id === methodIdOf(run));
    return method ? runLabel(run, method) : run;
  };
  return (
    <p className={`small ${css.races}`}>
      {catalogue
        .filter((method) => method.ablation && !isAblation(names, method))
        .map((method) => (
          <span key={method.id}>
            <button
              type="button"
              className="link"
              onClick={() => session.setMethods(ablationMethods(settings, method))}
            >
              {method.ablation?.label}
            </button>{' '}
            <span className="quiet">{method.ablation?.explanation}</span>
          </span>
        ))}
      {names.join() === DEFAULT_RUNS.join() ? null : (
        <span>
          <button type="button" className="link" onClick={() => session.setRuns(DEFAULT_RUNS)}>
            {listed(DEFAULT_RUNS.map(labelOf))}
          </button>
        </span>
      )}
    </p>
  );
}

export function MethodList() {
  const catalogue = useLab((state) => state.catalogue);
  const settings = useExperiment((state) => state.settings);
  const names = runNames(settings);
  const racing = names.flatMap((run): Entry[] => {
    const method = catalogue.find(({ id }) => id === methodIdOf(run));
    return method ? [{ run, racing: true, method }] : [];
  });
  const others = catalogue
    .filter(({ id }) => !names.includes(id))
    .map((method): Entry => ({ run: method.id, racing: false, method }));
  const opened = useOpened();
  const list = (entries: readonly Entry[]) => (
    <ul className={css.methods}>
      {/* keyed by place: a variant that gets another name keeps the field that it is typed in */}
      {[...entries.entries()].map(([place, entry]) => (
        <MethodEntry
          key={entry.racing ? place : entry.run}
          entry={entry}
          names={names}
          opened={opened}
        />
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="methods-title" data-tour="methods">
      <h2 id="methods-title">Methods in this race</h2>
      {catalogue.length === 0 ? (
        <p className="quiet">The methods will appear here once the device is open.</p>
      ) : (
        <>
          <Races names={names} />
          {list(racing)}
          {names.length >= MOST_RUNS ? (
            <p className="small quiet" id="race-full">
              A race takes six methods at most: more curves cannot be told apart. Take one out to
              put another in.
            </p>
          ) : null}
        </>
      )}
      {catalogue.length > 0 ? (
        <Collapsible.Root className={css.others}>
          <Collapsible.Trigger className="link small">Defaults of methods</Collapsible.Trigger>
          <Collapsible.Content>
            <Suspense fallback={null}>
              <DefaultsForm />
            </Suspense>
          </Collapsible.Content>
        </Collapsible.Root>
      ) : null}
      {catalogue.length > 0 ? <MethodTableButtons /> : null}
      {others.length > 0 ? (
        <Collapsible.Root className={css.others}>
          <Collapsible.Trigger className="link small">{`Other methods (${others.length})`}</Collapsible.Trigger>
          <Collapsible.Content>{list(others)}</Collapsible.Content>
        </Collapsible.Root>
      ) : null}
    </section>
  );
}
