/** At most three numbers of the scene, large, once they are known. */
import type { Scene } from '../../state/lessons/scene';
import { numberText } from '../../state/lessons/tell-guess';
import css from './BigFigures.module.css';
import { useValues } from './use-stage';

/** "24.9 points": the number large, a word for its unit small. */
function Figure({ text }: { readonly text: string }) {
  const [number = '', unit = ''] = text.split('\u00A0');
  if (!/^\p{L}/u.test(unit)) return text;
  return (
    <>
      {number}
      <span className={css.unit}>{`\u00A0${unit}`}</span>
    </>
  );
}

interface Props {
  readonly scene: Scene;
  readonly isMarked: boolean;
}

export function BigFigures({ scene, isMarked }: Props) {
  const values = useValues();
  const known = scene.big.flatMap((id) => {
    const number = scene.numbers.find((each) => each.id === id);
    const found = values[id];
    return number && found ? [{ ...number, text: numberText(number.unit, found.value) }] : [];
  });
  if (known.length === 0) return null;
  return (
    <dl className={css.numbers} data-part="numbers" data-marked={isMarked}>
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
