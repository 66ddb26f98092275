/** Which colour and form each class has on the maps, or that they are too many to have any. */
import { countText } from '../../../state/format';
import css from './ClassLegend.module.css';
import { classLook } from './class-look';

export function ClassLegend({ classNames }: { readonly classNames: readonly string[] }) {
  const count = classNames.length;
  if (count === 0) return null;
  if (!classLook(0, count)) {
    return (
      <p className="small quiet">
        {countText(count)} classes are too many for colours of their own: choose one to see it in
        ink.
      </p>
    );
  }
  return (
    <ul className={`${css.legend} small`} aria-label="Classes on the maps">
      {classNames.map((name, label) => {
        const look = classLook(label, count);
        return (
          <li key={name}>
            <svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden="true">
              <circle
                r={look?.isRing ? 3 : 4}
                fill={look?.isRing ? 'none' : look?.colour}
                stroke={look?.isRing ? look.colour : 'none'}
                strokeWidth="2"
              />
            </svg>
            {name}
          </li>
        );
      })}
    </ul>
  );
}
