/** One chart: its title, its curves, and the same numbers for screen readers. Draws what state computed. */
import { lazy, memo, type ReactNode, Suspense, useState } from 'react';
import type { Chart } from '../../state/charts/chart';
import { Term } from '../controls/Term';
import { SaveFigure } from '../take-away/SaveFigure';
import { ChartStepper } from './ChartStepper';
import { ChartTable } from './ChartTable';
import { type ChartLook, PAGE_LOOK } from './chart-look';
import css from './MeasureChart.module.css';
import { type PictureProps, PlainPicture } from './PlainPicture';
import { type PointedAt, usePointed } from './use-pointed';

const PointedPicture = lazy(() => import('./PointedPicture'));

interface Props {
  readonly chart: Chart;
  /** Room for the names at the line ends. */
  readonly labelMargin: number;
  readonly look?: ChartLook;
  /** Level of the title among the page's headings. */
  readonly heading?: 'h2' | 'h3';
  /** Drawn once more, to be saved: under another id, and without the way to save it. */
  readonly isCopy?: boolean;
  /** Whether it can be saved. */
  readonly isSavable?: boolean;
  /** Laid over the plot: `plotInset` says where it lies in what holds it. */
  readonly over?: ReactNode;
}

/** Plain, and with the values at the pointer once somebody points at it. */
function Picture({ at, ...props }: PictureProps & { readonly at: PointedAt | null }) {
  const plain = <PlainPicture {...props} />;
  if (!at || props.chart.lines.length === 0) return plain;
  return (
    <Suspense fallback={plain}>
      <PointedPicture {...props} at={at} />
    </Suspense>
  );
}

interface CaptionProps extends Pick<Chart, 'title' | 'subtitle'> {
  readonly explanation: string | undefined;
  readonly id: string;
  readonly heading: 'h2' | 'h3';
}

/** Apart: an epoch changes the curves and not the words. */
const Caption = memo(function Caption({
  id,
  heading: Heading,
  title,
  subtitle,
  explanation,
}: CaptionProps) {
  return (
    <figcaption>
      <Heading id={id}>{explanation ? <Term says={explanation}>{title}</Term> : title}</Heading>
      {subtitle === '' ? null : <p className="small quiet">{subtitle}</p>}
    </figcaption>
  );
});

export const MeasureChart = memo(function MeasureChart({
  chart,
  labelMargin,
  look = PAGE_LOOK,
  heading = 'h2',
  isCopy = false,
  isSavable = false,
  over = null,
}: Props) {
  const titleId = `chart-${chart.id}${isCopy ? '-copy' : ''}`;
  const [stepped, setStepped] = useState<number | null>(null);
  const pointed = usePointed();
  return (
    <figure
      className={css.chart}
      data-chart={chart.id}
      data-absent={chart.isAbsent ?? false}
      aria-labelledby={titleId}
    >
      <Caption
        id={titleId}
        heading={heading}
        title={chart.title}
        subtitle={chart.subtitle}
        explanation={chart.explanation}
      />
      {isSavable && chart.lines.length > 0 ? (
        <div className={css.save}>
          <SaveFigure
            title={chart.title}
            says={[chart.title, chart.explanation, chart.subtitle]}
            copy={() => (
              <MeasureChart chart={chart} labelMargin={labelMargin} heading={heading} isCopy />
            )}
          />
        </div>
      ) : null}
      {chart.isAbsent ? (
        <p className="quiet">{chart.empty}</p>
      ) : (
        <div className={css.plot} {...pointed.handlers}>
          {/* the slider and the table say the same */}
          <div className={css.curves} aria-hidden="true">
            <Picture
              chart={chart}
              labelMargin={labelMargin}
              look={look}
              stepped={stepped}
              at={pointed.at}
            />
          </div>
          <ChartStepper chart={chart} stepped={stepped} onStep={setStepped} />
          {over}
          {chart.lines.length === 0 && chart.empty !== '' ? (
            <p className={`${css.empty} quiet`}>
              <span>{chart.empty}</span>
            </p>
          ) : null}
        </div>
      )}
      {chart.lines.length === 0 ? null : <ChartTable chart={chart} />}
    </figure>
  );
});

/** The place of a chart that is not known yet, so that the others do not move when it comes. */
export const ChartPlace = () => <div className={css.chart} />;
