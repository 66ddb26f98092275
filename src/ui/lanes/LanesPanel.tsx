/**
 * The lanes: for every run of the race the picture of its method, side by side, drawn from the catalogue. Must not
 * import method.
 */
import { methodIdOf, runNames } from '../../protocol/settings';
import { dashesOf } from '../../state/charts/chart';
import { dashWidth } from '../../state/lanes/dash-width';
import { useWidth } from '../figures/use-width';
import { useShown } from '../session-context';
import { CLOSE, CUT, WIDE } from './columns';
import laneSvgCss from './LaneSvg.module.css';
import css from './LanesPanel.module.css';
import { RunLanes } from './RunLanes';

/** Gradients whose dashes are shown as a scale. */
const SCALE = [0.01, 0.1, 0.5];

function Scale() {
  return (
    <p className={`small quiet ${css.scale}`}>
      <span>Dashes: gradient on its way back to an encoder, relative to its weights</span>
      {SCALE.map((gradient) => (
        <span key={gradient} className={css.step}>
          <svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
            <path
              className={laneSvgCss.dashes}
              data-there="true"
              d="M0 6 H28"
              style={{ stroke: 'currentColor', strokeWidth: dashWidth(gradient) }}
            />
          </svg>
          {gradient}
        </span>
      ))}
    </p>
  );
}

/** A picture with its samples at the least, without them at the least, and what lies between two, in pixels. */
const ROOMY = { least: 288, gap: 32 } as const;
const TIGHT = { least: 184, gap: 12 } as const;
/** From this width on type of 11 px and more has room without drawing the parts close together. */
const CUT_LEAST = 244;
/** More than three side by side nobody compares. */
const MOST_TIGHT = 3;

/** How many pictures stand side by side, and what they give up for it: their samples, the room between their parts. */
function columnsIn(width: number, count: number) {
  const fit = ({ least, gap }: { readonly least: number; readonly gap: number }) =>
    Math.max(1, Math.floor((width + gap) / (least + gap)));
  const wanted = Math.min(count, MOST_TIGHT);
  const isTight = fit(ROOMY) < wanted && fit(TIGHT) >= wanted;
  if (!isTight) return { count: Math.min(count, fit(ROOMY)), columns: WIDE };
  const each = (width - TIGHT.gap * (wanted - 1)) / wanted;
  return { count: wanted, columns: each >= CUT_LEAST ? CUT : CLOSE };
}

export function LanesPanel() {
  const [measured, width] = useWidth(640);
  const catalogue = useShown((state) => state.catalogue);
  const settings = useShown((state) => state.settings);
  const summary = useShown((state) => state.summary);
  const names = runNames(settings);
  const dashes = dashesOf(names, catalogue);
  const { count, columns } = columnsIn(width, names.length);
  return (
    <section ref={measured} aria-labelledby="lanes-title" data-tour="lanes">
      <h2 id="lanes-title">How they train</h2>
      {summary === null || catalogue.length === 0 ? (
        <p className={`${css.awaited} quiet`}>
          One picture for each method will appear here: its encoders, its heads, and the wall
          between the modalities.
        </p>
      ) : (
        <>
          <Scale />
          <ul
            className={css.lanes}
            data-tight={columns !== WIDE}
            style={{ gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` }}
          >
            {/* keyed by place, so that another method in the same place morphs the picture */}
            {[...names.entries()].map(([slot, run]) => {
              const method = catalogue.find(({ id }) => id === methodIdOf(run));
              return method ? (
                <RunLanes
                  key={slot}
                  run={run}
                  method={method}
                  summary={summary}
                  dash={dashes.get(run) ?? 'solid'}
                  columns={columns}
                />
              ) : null;
            })}
          </ul>
        </>
      )}
    </section>
  );
}
