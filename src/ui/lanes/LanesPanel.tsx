/**
 * The lanes: for every run of the race the picture of its method, side by side, drawn from the catalogue. Must not
 * import method.
 */
import { methodIdOf, runNames } from '../../protocol/settings';
import { dashesOf } from '../../state/charts/chart';
import { dashWidth } from '../../state/lanes/dash-width';
import { useShown } from '../session-context';
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

export function LanesPanel() {
  const catalogue = useShown((state) => state.catalogue);
  const settings = useShown((state) => state.settings);
  const summary = useShown((state) => state.summary);
  const names = runNames(settings);
  const dashes = dashesOf(names, catalogue);
  return (
    <section aria-labelledby="lanes-title" data-tour="lanes">
      <h2 id="lanes-title">How they train</h2>
      {summary === null || catalogue.length === 0 ? (
        <p className={`${css.awaited} quiet`}>
          One picture for each method will appear here: its encoders, its heads, and the wall
          between the modalities.
        </p>
      ) : (
        <>
          <Scale />
          <ul className={css.lanes}>
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
                />
              ) : null;
            })}
          </ul>
        </>
      )}
    </section>
  );
}
