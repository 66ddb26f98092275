/** What is to be swept: whose knob, which, its values, the seeds, the runs that take part; with what it costs. */
import { useId, useMemo, useState } from 'react';
import { type Knob, offeredTexts, rangeWithUnit } from '../../protocol/knobs';
import { methodIdOf, runLabel, runNames } from '../../protocol/settings';
import { roomBeside } from '../../state/seeds/beside';
import { repeatIn } from '../../state/seeds/repeat';
import { formStart } from '../../state/sweeps/form-start';
import { type SweepPlan, sweepTasks, whyNot } from '../../state/sweeps/sweep-plan';
import { costText, sizeText } from '../../state/sweeps/sweep-words';
import type { Sweeps } from '../../state/sweeps/sweeps';
import { readValues, type SweptKnob, sweptKnobs, valuesText } from '../../state/sweeps/swept-knobs';
import { Choice } from '../controls/Choice';
import {
  useExperiment,
  useLab,
  useNeed,
  useSession,
  useShelf,
  useThreads,
} from '../session-context';
import css from './Sweeps.module.css';
import { ValueRange } from './ValueRange';

interface Props {
  readonly sweeps: Sweeps;
  readonly isRunning: boolean;
}

const MOST_SEEDS = 100;

/** The knobs of the experiment on the page, and the one that was chosen, at first that of the sweep that is kept. */
function useKnobs({ store }: Sweeps) {
  const settings = useExperiment((state) => state.settings);
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  const [chosen, setChosen] = useState(() => store.getState().plan?.path ?? null);
  const knobs = useMemo(
    () => sweptKnobs({ settings, catalogue, modalities: summary?.modalities ?? [] }),
    [settings, catalogue, summary],
  );
  // the last run is the one that the others are there to be compared with
  const last = runNames(settings).at(-1);
  const first =
    knobs.find(({ run, knob }) => run === last && knob.kind === 'number') ??
    knobs.find(({ run }) => run === last) ??
    knobs[0];
  return { knobs, knob: knobs.find(({ path }) => path === chosen) ?? first, setChosen, settings };
}

export function SweepForm({ sweeps, isRunning }: Props) {
  const { knobs, knob, setChosen, settings } = useKnobs(sweeps);
  if (!knob) return <p className="quiet">The knobs will appear here once the device is open.</p>;
  const groups = [...new Set(knobs.map(({ group }) => group))];
  return (
    <fieldset className={css.form} disabled={isRunning} aria-label="What is swept">
      <div className={css.fields}>
        <Choice
          label="Knob of"
          value={knob.group}
          options={groups.map((group) => ({ value: group, name: group }))}
          onChange={(group) => setChosen(knobs.find((each) => each.group === group)?.path ?? null)}
        />
        <Choice
          label="Knob"
          value={knob.path}
          options={knobs
            .filter(({ group }) => group === knob.group)
            .map(({ path, knob: { label } }) => ({ value: path, name: label }))}
          onChange={setChosen}
        />
      </div>
      {/* another knob has other values */}
      <Plan key={knob.path} knob={knob} sweeps={sweeps} settings={settings} isRunning={isRunning} />
    </fieldset>
  );
}

interface PlanProps extends Props {
  readonly knob: SweptKnob;
  readonly settings: SweepPlan['settings'];
}

/** What each of the values may be, in the words in which they are typed. */
const takesText = (knob: Knob): string =>
  `Each ${offeredTexts(knob)?.join(' or ') ?? rangeWithUnit(knob)}.`;

/** The runs that take part; that whose knob it is does in any case. */
const partOf = (settings: SweepPlan['settings'], { run }: SweptKnob, left: ReadonlySet<string>) =>
  runNames(settings).filter((name) => name === run || !left.has(name));

function Plan({ knob, settings, sweeps, isRunning }: PlanProps) {
  const id = useId();
  const repeat = repeatIn(settings);
  const [first] = useState(() => formStart(sweeps.store.getState().plan, knob, settings));
  const [text, setText] = useState(valuesText(knob.knob, first.texts));
  const [count, setCount] = useState(String(first.count));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set(first.left));
  const read = readValues(knob.knob, text);
  const seeds = Number(count);
  const isCount = Number.isInteger(seeds) && seeds >= 1 && seeds <= (settings.folds ?? MOST_SEEDS);
  const names = partOf(settings, knob, left);
  const plan = useMemo((): SweepPlan | null => {
    const values = readValues(knob.knob, text);
    const names = partOf(settings, knob, left);
    if ('refusal' in values || !isCount || names.length === 0) return null;
    const first = settings.folds === undefined ? settings.seed : 1;
    return {
      settings: {
        ...settings,
        methods: Object.fromEntries(names.map((name) => [name, settings.methods[name] ?? {}])),
      },
      path: knob.path,
      run: knob.run,
      values: values.values,
      numbers: Array.from({ length: seeds }, (_, i) => first + i),
    };
  }, [knob, text, isCount, seeds, settings, left]);
  const refusal =
    'refusal' in read
      ? read.refusal
      : !isCount
        ? `The number of ${repeat}s must be a whole number from 1 to ${settings.folds ?? MOST_SEEDS}.`
        : plan === null
          ? 'One run at least must take part.'
          : whyNot(plan);
  return (
    <>
      <div className={css.values}>
        <label className="small quiet" htmlFor={id}>
          {`Values of ${knob.knob.label}`}
        </label>
        <input
          id={id}
          className="field"
          value={text}
          aria-describedby={`${id}-note`}
          aria-invalid={'refusal' in read}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="small quiet" id={`${id}-note`}>
          {`${knob.knob.explanation} ${takesText(knob.knob)}`}
        </p>
        <ValueRange knob={knob.knob} onFill={(texts) => setText(valuesText(knob.knob, texts))} />
      </div>
      <div className={css.fields}>
        <div className={css.values}>
          <label className="small quiet" htmlFor={`${id}-seeds`}>
            {repeat === 'seed' ? `Seeds, from ${settings.seed} on` : 'Folds, from the first on'}
          </label>
          <input
            id={`${id}-seeds`}
            className={`field ${css.count}`}
            type="number"
            min={1}
            max={settings.folds ?? MOST_SEEDS}
            value={count}
            onChange={(event) => setCount(event.target.value)}
          />
        </div>
        <Runs
          knob={knob}
          names={names}
          onToggle={(name) =>
            setLeft((before) => {
              const next = new Set(before);
              if (!next.delete(name)) next.add(name);
              return next;
            })
          }
        />
      </div>
      {refusal === null && plan ? (
        <Ready plan={plan} sweeps={sweeps} isRunning={isRunning} />
      ) : (
        <p className="problem" role="status">
          {refusal}
        </p>
      )}
    </>
  );
}

interface RunsProps {
  readonly knob: SweptKnob;
  readonly names: readonly string[];
  readonly onToggle: (name: string) => void;
}

/** The runs of the race on the page: which of them take part. */
function Runs({ knob, names, onToggle }: RunsProps) {
  const settings = useExperiment((state) => state.settings);
  const catalogue = useLab((state) => state.catalogue);
  const all = runNames(settings).map((name) => {
    const method = catalogue.find((each) => each.id === methodIdOf(name));
    return { name, label: method ? runLabel(name, method) : name };
  });
  return (
    <fieldset className={css.runs}>
      <legend className="small quiet">Take part</legend>
      {all.map(({ name, label }) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={names.includes(name)}
            disabled={name === knob.run}
            onChange={() => onToggle(name)}
          />
          {label}
          {knob.run === null || name === knob.run ? null : (
            <span className="small quiet">the same at every value</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}

interface ReadyProps extends Props {
  readonly plan: SweepPlan;
}

/** What it takes, and the button. */
function Ready({ plan, sweeps, isRunning }: ReadyProps) {
  const session = useSession();
  const cards = useShelf((state) => state.cards);
  const need = useNeed((state) => state.need);
  const threads = useThreads((state) => state);
  const lab = useLab((state) => state);
  const tasks = useMemo(() => sweepTasks(plan, cards), [plan, cards]);
  const atATime = lab.report ? Math.max(1, roomBeside(lab, threads)) : 0;
  const cost = costText(tasks, need, atATime);
  const start = () => {
    session.notices.getState().dismiss('settings');
    sweeps.start(plan);
  };
  return (
    <>
      <p>
        {sizeText(plan, tasks, repeatIn(plan.settings))}
        {cost === null ? '' : ` ${cost}`}
      </p>
      {isRunning ? null : (
        <p>
          <button type="button" className="button outlined" onClick={start}>
            {tasks.length === 0 ? 'Show the sweep' : 'Run the sweep'}
          </button>
        </p>
      )}
    </>
  );
}
