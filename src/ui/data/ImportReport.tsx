/** What was read: samples, split, modalities, classes, some of the samples, and what was left out. */
import type { ReactNode } from 'react';
import type { DataSetSummary } from '../../protocol/data-set';
import { modalityTone } from '../../state/charts/chart';
import { listed } from '../../state/format';
import type { Reading } from '../../state/importing/importing-store';
import {
  counted,
  grouped,
  leftOutCount,
  readingText,
  trainingText,
} from '../../state/importing/tell-import';
import { PreviewSample } from '../samples/PreviewSample';
import { ClassBars } from './ClassBars';
import css from './ImportReport.module.css';
import { LeftOutTable } from './LeftOutTable';
import { PublishedOffer } from './PublishedOffer';

interface Props {
  readonly reading: Reading;
  /** The form, between what was read and what it looks like. */
  readonly choices: ReactNode;
}

export function ImportReport({ reading, choices }: Props) {
  const { report, summary } = reading;
  const { train, validation, test } = report.counts;
  const left = leftOutCount(reading);
  return (
    <>
      <div className={css.facts}>
        <div role="status">
          <h3>{readingText(reading)}</h3>
        </div>
        <p className="small">
          {listed([
            `${grouped(train)} to train`,
            ...(validation > 0 ? [`${grouped(validation)} to validate`] : []),
            `${grouped(test)} to test`,
          ])}
          {left > 0 ? `; ${grouped(left)} left out` : ''}.
        </p>
        {reading.training ? <p className="small">{trainingText(reading.training)}</p> : null}
        <ul className="small" aria-label="Modalities">
          {report.modalities.map(({ id, name, kind, shape }, index) => (
            <li key={id}>
              <span style={{ color: `var(--${modalityTone(index)}-type)` }}>{name}</span>
              <span className="quiet">
                {' '}
                {KINDS[kind]}, {shape.join(' \u00d7 ')}
              </span>
            </li>
          ))}
        </ul>
        <h3>{summary.classNames.length} classes</h3>
        <ClassBars names={summary.classNames} counts={summary.classCounts} scrolls />
        <PublishedOffer />
        {choices}
      </div>
      <div className={css.seen}>
        <h3>What they mean</h3>
        <Sentences sentences={report.sentences} />
        {report.notes.length > 0 ? (
          <>
            <h3>Worth knowing</h3>
            <Sentences sentences={report.notes} />
          </>
        ) : null}
        <h3>Some of the samples</h3>
        <PreviewTiles summary={summary} />
        <h3>How they were understood</h3>
        <Sentences sentences={report.choices} quiet />
        {report.leftOut.length > 0 ? <LeftOutTable leftOut={report.leftOut} /> : null}
        {report.ignored.length > 0 ? (
          <p className="small quiet">
            {counted(report.ignored.length, 'file is', 'files are')} no data and passed over:{' '}
            {report.ignored
              .slice(0, MOST_IGNORED)
              .map(({ file }) => file)
              .join(', ')}
            {report.ignored.length > MOST_IGNORED ? ' ...' : ''}
          </p>
        ) : null}
      </div>
    </>
  );
}

/** Files without data that are listed by name. */
const MOST_IGNORED = 5;

interface SentencesProps {
  readonly sentences: readonly string[];
  readonly quiet?: boolean;
}

function Sentences({ sentences, quiet = false }: SentencesProps) {
  return (
    <ul className={`small ${quiet ? 'quiet' : ''} ${css.notes}`}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** Some samples of every class with all their modalities; what can be heard can be played. */
function PreviewTiles({ summary }: { readonly summary: DataSetSummary }) {
  return (
    <ul className={css.tiles} aria-label="Some of the samples">
      {summary.previews.map((preview, at) => (
        <PreviewSample
          key={preview.row ?? at}
          className={css.tile}
          summary={summary}
          preview={preview}
        />
      ))}
    </ul>
  );
}

const KINDS = {
  vector: 'numbers',
  image: 'pictures',
  audio: 'sounds as log-mel pictures',
  video: 'frames of videos',
  flow: 'motion between frames',
  series: 'series over time',
  text: 'texts as hashed counts',
} as const;
