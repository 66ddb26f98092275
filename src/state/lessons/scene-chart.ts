/**
 * A scene's chart from the race: its curves and no others, empty until the guess was made. What is known from an
 * earlier race (each modality alone) is drawn no further than this race has come. Pure; knows no single scene.
 */
import { REFERENCE_RUN } from '../../protocol/default-race';
import {
  type MeasureDescription,
  measured,
  measuredByName,
  type Unit,
} from '../../protocol/measure';
import { aloneByEpoch } from '../alone';
import {
  type Chart,
  type ChartLevel,
  type ChartLine,
  dashesOf,
  type LineDash,
  modalityTone,
  type Tone,
} from '../charts/chart';
import { type ChartSource, chartFrame, hasNumbers, PLAIN, pointsOf } from '../charts/chart-frame';
import { decimate } from '../charts/decimate';
import { drawn } from '../charts/drawn';
import { guessing } from '../charts/reference-levels';
import { drawable } from '../measures/measure-charts';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { presentEpoch } from '../time/shown';
import type { Scene, SceneCurve } from './scene';

type Of = SceneCurve['of'];

/** The measure that a curve is of; null for right answers. */
const measureOf = (of: Of): string | null => ('measure' in of ? of.measure : null);

function unitOf({ measures }: ChartSource, curves: readonly SceneCurve[]): Unit {
  const [id] = curves.flatMap(({ of }) => measureOf(of) ?? []);
  const found: MeasureDescription | undefined = measures.find((each) => each.id === id);
  return found && found.per !== 'structure' ? found.unit : 'share';
}

/** Whose colour: that of a modality, or of the fused answer. */
function toneOf(of: Of, { summary }: ChartSource): Tone {
  const part = 'measure' in of ? of.part : 'alone' in of ? of.alone : 'probe' in of ? of.probe : '';
  const place = (summary?.modalities ?? []).findIndex(({ id }) => id === part);
  return place === -1 ? 'fusion' : modalityTone(place);
}

const runOf = (of: Of): string => {
  if ('alone' in of) return REFERENCE_RUN;
  return 'fusion' in of ? of.fusion : of.run;
};

function pointsIn(of: Of, run: RunRecord, unit: Unit): ChartLine['points'] {
  if ('measure' in of) {
    const { measure, part } = of;
    return pointsOf(run, (epoch) => {
      const whole = measured(epoch, measure);
      const value = part === undefined ? whole : measuredByName(epoch, measure)[part];
      return drawable(unit, typeof value === 'number' ? value : null);
    });
  }
  if ('fusion' in of) return pointsOf(run, ({ accuracy }) => drawn(accuracy.fusion));
  const modality = 'probe' in of ? of.probe : '';
  return pointsOf(run, ({ accuracy }) => drawn(accuracy.unimodal[modality]));
}

export interface SceneSight {
  /** Before the guess: axes without curves. */
  readonly isHidden: boolean;
  /** The guess at a share of right answers, 0..1, which stays in the chart; null where there is none to draw. */
  readonly guess: number | null;
}

export function sceneChart(
  scene: Scene,
  source: ChartSource,
  { isHidden, guess }: SceneSight,
): Chart {
  const { title, curves } = scene.chart;
  const unit = unitOf(source, curves);
  const runs = racingRuns(source.record);
  const dashes = dashesOf(
    runs.map(({ name }) => name),
    source.catalogue,
  );
  const front = presentEpoch(source.record);
  const alone = aloneByEpoch(source).filter(({ epoch }) => epoch <= front);
  const lines = curves.map(({ of, label, isPale }, place): ChartLine => {
    const name = runOf(of);
    const run = runs.find((each) => each.name === name);
    const dash: LineDash = 'alone' in of ? 'fine' : (dashes.get(name) ?? 'solid');
    const own = run ? pointsIn(of, run, unit) : [];
    return {
      ...PLAIN,
      key: `${scene.id}.${place}`,
      run: name,
      name: label,
      label,
      tone: toneOf(of, source),
      dash,
      weight: isPale ? 'pale' : 'normal',
      points:
        'alone' in of
          ? decimate(
              alone.map(({ epoch, accuracy }) => ({ epoch, value: drawn(accuracy[of.alone]) })),
            )
          : own,
    };
  });
  const frame = chartFrame(source);
  const asked = curves.find(({ isGuessed }) => isGuessed) ?? curves[0];
  const guessed: ChartLevel = {
    key: 'guess',
    label: 'your guess',
    tone: asked ? toneOf(asked.of, source) : 'quiet',
    value: guess ?? 0,
  };
  return {
    lastEpoch: frame.lastEpoch,
    marks: isHidden ? [] : frame.marks,
    id: `scene-${scene.id}`,
    title,
    subtitle: '',
    unit,
    lines: isHidden ? [] : lines.filter(hasNumbers),
    levels:
      unit === 'share' ? [...guessing(source.summary), ...(guess === null ? [] : [guessed])] : [],
    empty: '',
  };
}
