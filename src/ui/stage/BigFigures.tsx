/** At most three numbers of the scene, large, once they are known. */
import type { Scene } from '../../state/lessons/scene';
import { triedBy } from '../../state/lessons/stage-store';
import { numberText } from '../../state/lessons/tell-guess';
import css from './BigFigures.module.css';
import { useStage, useValues } from './use-stage';

/** "24.9 points": the number large, its unit as large as needs be. */
function Figure({ text }: { readonly text: string }) {
  const [number = '', unit] = text.split('\u00A0');
  return (
    <>
      {number}
      {unit === undefined ? null : <span className={css.unit}>{`\u00A0${unit}`}</span>}
    </>
  );
}

export function BigFigures({ scene }: { readonly scene: Scene }) {
  const values = useValues();
  const race = useStage((state) => state.race);
  const tried = useStage(triedBy);
  const known = scene.big.flatMap((id) => {
    const number = scene.numbers.find((each) => each.id === id);
    const found = values[id];
    if (!number || !found) return [];
    const label = (number.race === race ? tried?.labels?.[id] : undefined) ?? number.label;
    return [{ id, label, text: numberText(number.unit, found.value) }];
  });
  if (known.length === 0) return null;
  return (
    <dl className={css.numbers}>
      {known.map(({ id, label, text }) => (
        <div key={id}>
          <dd>
            <Figure text={text} />
          </dd>
          <dt>{label}</dt>
        </div>
      ))}
    </dl>
  );
}
