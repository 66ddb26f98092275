/**
 * One method on the list: whether it races, what it does, what a variant of it does otherwise, where it comes from, and
 * its knobs.
 */
import { Checkbox, Collapsible } from 'radix-ui';
import type { MethodDescription } from '../../protocol/catalogue';
import { completeOnlyText } from '../../protocol/number-limits';
import { runLabel } from '../../protocol/settings';
import { MOST_RUNS } from '../../state/ablation';
import { dashesOf } from '../../state/charts/chart';
import { tagOf, twinOf, variantKnobs, variantText, withCopy } from '../../state/variants';
import { DashSample } from '../figures/DashSample';
import { useExperiment, useLab, useSession } from '../session-context';
import { KnobForm } from './KnobForm';
import css from './MethodList.module.css';
import { VariantName } from './VariantName';

export interface Entry {
  readonly run: string;
  readonly racing: boolean;
  readonly method: MethodDescription;
}

/** Which settings are open, by the names of runs. */
export interface Opened {
  readonly runs: ReadonlySet<string>;
  /** The variant that was just made. */
  readonly fresh: string | null;
  set(run: string, isOpen: boolean): void;
  /** Opens those of a variant that was just made. */
  begin(run: string): void;
  rename(from: string, to: string): void;
}

interface Props {
  readonly entry: Entry;
  readonly names: readonly string[];
  readonly opened: Opened;
}

export function MethodEntry({ entry, names, opened }: Props) {
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
        {racing ? <Differs run={run} method={method} /> : null}
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
          <Collapsible.Root
            open={opened.runs.has(run)}
            onOpenChange={(isOpen) => opened.set(run, isOpen)}
          >
            <p className={css.actions}>
              <Collapsible.Trigger className="link small">
                {`Settings of ${label}`}
              </Collapsible.Trigger>
              {names.length < MOST_RUNS ? (
                <Duplicate run={run} label={label} opened={opened} />
              ) : null}
            </p>
            <Collapsible.Content>
              {tagOf(run) === '' ? null : (
                <VariantName
                  run={run}
                  method={method}
                  isNew={opened.fresh === run}
                  onNamed={(name) => opened.rename(run, name)}
                />
              )}
              <KnobForm key={run} run={run} method={method} />
            </Collapsible.Content>
          </Collapsible.Root>
        ) : null}
      </div>
    </li>
  );
}

interface VariantProps {
  readonly run: string;
  readonly method: MethodDescription;
}

/** What this run has otherwise than its method, in words. */
function Differs({ run, method }: VariantProps) {
  const settings = useExperiment((state) => state.settings);
  const text = variantText(variantKnobs(settings, run, method));
  if (text !== null) return <p>{text}</p>;
  const twin = twinOf(settings, run);
  if (twin === null || tagOf(run) === '') return null;
  return (
    <p>
      {`So far this is the same training as ${runLabel(twin, method)}: change one of its settings.`}
    </p>
  );
}

interface DuplicateProps {
  readonly run: string;
  readonly label: string;
  readonly opened: Opened;
}

/** Puts the same method into the race once more, to be given other knobs. */
function Duplicate({ run, label, opened }: DuplicateProps) {
  const session = useSession();
  const duplicate = () => {
    const { methods, copy } = withCopy(session.experiment.getState().settings.methods, run);
    opened.begin(copy);
    session.setMethods(methods);
  };
  return (
    <button
      type="button"
      className="link small"
      aria-label={`Duplicate ${label}`}
      onClick={duplicate}
    >
      Duplicate
    </button>
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
