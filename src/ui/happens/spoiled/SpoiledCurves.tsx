/** What every run still answers where a modality is covered or drowned, once trained: the curves that a tab's measures have. */
import { momentText } from '../../../state/measures/measure-source';
import { type Spoiled, type SpoiledBy, spoiled } from '../../../state/measures/spoiled';
import { describedMeasure, whyNot } from '../../../state/measures/why-not';
import { Term } from '../../controls/Term';
import { SaveFigure } from '../../take-away/SaveFigure';
import saveCss from '../../take-away/SaveFigure.module.css';
import type { TabProps } from '../tab';
import css from './Spoiled.module.css';
import { SpoiledNumbers } from './SpoiledNumbers';
import { SpoiledPicture } from './SpoiledPicture';

interface Words {
  readonly by: SpoiledBy;
  readonly title: string;
  /** What becomes of the modality, beside its name. */
  readonly verb: string;
  /** What stands across, a number of it, and the last of them. */
  readonly across: string;
  readonly level: (at: number) => string;
}

const CURVES: readonly Words[] = [
  {
    by: 'missingCurve',
    title: 'Missing-modality curve',
    verb: 'covered',
    across: 'samples without it',
    level: (at) => `${at} %`,
  },
  {
    by: 'noiseCurve',
    title: 'Noise curve',
    verb: 'in noise',
    across: 'noise, in standard deviations',
    level: String,
  },
];

function Pictures({ view, words }: { readonly view: Spoiled; readonly words: Words }) {
  return (
    <ul className={css.pictures}>
      {view.modalities.map((each) => (
        <SpoiledPicture
          key={each.modality.id}
          of={each}
          title={`${each.modality.word} ${words.verb}`}
          across={words.across}
          level={words.level}
          levels={view.levels}
          chance={view.chance}
        />
      ))}
    </ul>
  );
}

function Curves({ source, run, words }: TabProps & { readonly words: Words }) {
  const measure = describedMeasure(source.measures, words.by);
  const view = spoiled(words.by, source, run);
  const last = run?.epochs.at(-1);
  const moment = last ? `${momentText(last)}, at most 512 samples of it` : '';
  return (
    <section className="stack" aria-labelledby={`${words.by}-title`}>
      <div className={saveCss.titled}>
        <h2 id={`${words.by}-title`}>
          <Term says={measure?.explanation}>{words.title}</Term>
        </h2>
        {view ? <p className="small quiet">{moment}</p> : null}
        {view ? (
          <SaveFigure
            title={words.title}
            says={[words.title, measure?.explanation, run?.label, moment]}
            copy={() => <Pictures view={view} words={words} />}
          />
        ) : null}
      </div>
      {view ? (
        <>
          <Pictures view={view} words={words} />
          <SpoiledNumbers
            view={view}
            name={words.title}
            verb={words.verb}
            across={words.across}
            level={words.level}
            area={measure?.per === 'structure' ? measure.terms.area : undefined}
          />
        </>
      ) : (
        <p className="quiet">{whyNot(measure, source, run)}</p>
      )}
    </section>
  );
}

interface Props extends TabProps {
  readonly tab: string;
}

export function SpoiledCurves({ tab, ...shown }: Props) {
  const isHere = ({ by }: Words) => describedMeasure(shown.source.measures, by)?.tab === tab;
  return CURVES.filter(isHere).map((words) => <Curves key={words.by} {...shown} words={words} />);
}
