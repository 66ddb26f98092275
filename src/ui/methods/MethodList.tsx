/** The methods: which of them race, six at most, how each trains, where it comes from, and its knobs. */
import { Checkbox, Collapsible } from 'radix-ui';
import type { MethodDescription } from '../../protocol/catalogue';
import { DEFAULT_RUNS } from '../../protocol/default-race';
import { completeOnlyText } from '../../protocol/number-limits';
import { methodIdOf, runLabel, runNames } from '../../protocol/settings';
import { ablationMethods, isAblation, MOST_RUNS } from '../../state/ablation';
import { dashesOf } from '../../state/charts/chart';
import { listed } from '../../state/format';
import { DashSample } from '../figures/DashSample';
import { useExperiment, useLab, useSession } from '../session-context';
import { KnobForm } from './KnobForm';
import css from './MethodList.module.css';

interface Entry {
  readonly run: string;
  readonly racing: boolean;
  readonly method: MethodDescription;
}

function MethodEntry({
  entry,
  names,
}: {
  readonly entry: Entry;
  readonly names: readonly string[];
}) {
  const session = useSession();
  const { run, racing, method } = entry;
  const last = racing && names.length === 1;
  const full = !racing && names.length >= MOST_RUNS;
  const label = runLabel(run, method);
  const dash = dashesOf(
    names,
    useLab(({ catalogue }) => catalogue),
  ).get(run);
  const toggle = () => {
    if (last || full) return;
    session.setRuns(racing ? names.filter((name) => name !== run) : [...names, run]);
  };
  return (
    <li className={css.method}>
      <Checkbox.Root
        className={css.check}
        checked={racing}
        onCheckedChange={toggle}
        aria-label={`${label} races`}
        aria-disabled={last || full}
        aria-describedby={last ? 'last-method' : full ? 'race-full' : undefined}
      >
        <Checkbox.Indicator>
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path
              d="M1.5 5.2l2.4 2.4 4.6-5.2"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
            />
          </svg>
        </Checkbox.Indicator>
      </Checkbox.Root>
      <div className={css.text}>
        <h3>
          {label}
          {racing && dash ? <DashSample dash={dash} /> : null}
        </h3>
        <p>{method.explanation}</p>
        {method.found ? <p className="small">{method.found}</p> : null}
        <OnMissing label={label} method={method} />
        <p className="small quiet">{method.citation}</p>
        {last ? (
          <p className="small quiet" id="last-method">
            A race needs at least one method, so this one stays.
          </p>
        ) : null}
        {racing && method.knobs.length > 0 ? (
          <Collapsible.Root>
            <Collapsible.Trigger className="link small">
              {`Settings of ${label}`}
            </Collapsible.Trigger>
            <Collapsible.Content>
              <KnobForm run={run} method={method} />
            </Collapsible.Content>
          </Collapsible.Root>
        ) : null}
      </div>
    </li>
  );
}

/** What it makes of samples that lack a modality, where the data have some. */
function OnMissing({ label, method }: { label: string; method: MethodDescription }) {
  const summary = useExperiment((state) => state.summary);
  if (!summary?.complete || !method.missing) return null;
  const counted = completeOnlyText(label, method.missing, summary);
  return (
    <p className="small">
      {method.missing.explanation}
      {counted === null ? '' : ` ${counted}`}
    </p>
  );
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
  const list = (entries: readonly Entry[]) => (
    <ul className={css.methods}>
      {entries.map((entry) => (
        <MethodEntry key={entry.run} entry={entry} names={names} />
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
      {others.length > 0 ? (
        <Collapsible.Root className={css.others}>
          <Collapsible.Trigger className="link small">{`Other methods (${others.length})`}</Collapsible.Trigger>
          <Collapsible.Content>{list(others)}</Collapsible.Content>
        </Collapsible.Root>
      ) : null}
    </section>
  );
}
