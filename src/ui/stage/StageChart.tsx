/** The scene's chart, with the guess in it: a ring to drag before the race, a level that stays afterwards. */
import { useMemo, useState } from 'react';
import type { Scene } from '../../state/lessons/scene';
import { sceneChart } from '../../state/lessons/scene-chart';
import { guessOf } from '../../state/lessons/stage-store';
import { guessAsked } from '../../state/lessons/tell-guess';
import { endMargin } from '../figures/label-text';
import { MeasureChart } from '../figures/MeasureChart';
import { plotInset } from '../figures/plot-frame';
import { useChartSource } from '../happens/use-measures';
import { useSession } from '../session-context';
import { GuessRing } from './GuessRing';
import css from './StageChart.module.css';
import { useCanTakeAway, useStage } from './use-stage';
import { useStageLook } from './use-stage-look';

export function StageChart({ scene }: { readonly scene: Scene }) {
  const { stage } = useSession();
  const source = useChartSource();
  const race = useStage((state) => state.race);
  const isHidden = useStage(({ step }) => step === 'predict');
  const kept = useStage(guessOf);
  const [held, setHeld] = useState<number | null>(null);
  const look = useStageLook();
  const canSave = useCanTakeAway();
  const asked = guessAsked(scene, race);
  const ring = asked?.kind === 'curve-end' ? asked : null;
  const shown = held ?? kept;
  const guess = ring && typeof shown === 'number' ? shown : null;
  const chart = useMemo(
    () => sceneChart(scene, source, { isHidden, guess }),
    [scene, source, isHidden, guess],
  );
  const margin = endMargin(['your guess', ...scene.chart.curves.map(({ label }) => label)], look);
  return (
    <div className={css.chart}>
      <MeasureChart
        chart={chart}
        labelMargin={margin}
        look={look}
        isSavable={canSave}
        over={
          ring ? (
            <GuessRing
              inset={plotInset(margin, look)}
              tone={chart.levels.find(({ key }) => key === 'guess')?.tone ?? null}
              value={guess ?? ring.start}
              isMade={guess !== null}
              isOpen={isHidden}
              question={ring.question}
              onHold={setHeld}
              onLet={(value) => {
                setHeld(null);
                stage.guess(value);
              }}
            />
          ) : null
        }
      />
    </div>
  );
}
