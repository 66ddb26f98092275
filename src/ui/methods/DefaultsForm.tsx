/**
 * What holds for every run of a method, or of every method, that has nothing of its own: the settings' `methodDefaults`,
 * as forms made from the catalogue.
 */
import { useState } from 'react';
import type { Catalogue } from '../../protocol/catalogue';
import { type Knob, knobValue } from '../../protocol/knobs';
import { keyOf } from '../../protocol/same-settings';
import { Choice } from '../controls/Choice';
import { SettingField } from '../controls/SettingField';
import { useLab } from '../session-context';
import css from './KnobForm.module.css';

/** The settings' name for every method. */
const EVERY = '*';

/** What a knob takes, whatever it is called. */
const takes = ({ label: _, explanation: __, default: ___, decides: ____, ...rest }: Knob): string =>
  keyOf(rest);

/** Knobs that several methods have at the same path and that take the same values in each. */
function sharedKnobs(catalogue: Catalogue): readonly Knob[] {
  const all = catalogue.flatMap(({ knobs }) => knobs);
  return all.filter((knob, place) => {
    if (all.findIndex(({ path }) => path === knob.path) !== place) return false;
    const same = all.filter(({ path }) => path === knob.path);
    return same.length > 1 && same.every((each) => takes(each) === takes(knob));
  });
}

export default function DefaultsForm() {
  const catalogue = useLab((state) => state.catalogue);
  const [of, setOf] = useState(EVERY);
  const method = catalogue.find(({ id }) => id === of);
  const knobs = method ? method.knobs : sharedKnobs(catalogue);
  return (
    <>
      <p className="small quiet">
        Holds for every run that has nothing of its own. For every method there are the knobs that
        several of them have.
      </p>
      <Choice
        label="Defaults of"
        value={of}
        options={[
          { value: EVERY, name: 'every method' },
          ...catalogue
            .filter((each) => each.knobs.length > 0)
            .map(({ id, label }) => ({ value: id, name: label })),
        ]}
        onChange={setOf}
      />
      <div className={css.knobs}>
        {knobs.map((knob) => (
          <SettingField
            key={`${of} ${knob.path}`}
            knob={knob}
            path={`methodDefaults.${of}.${knob.path}`}
            read={({ methodDefaults }) =>
              knobValue(knob, methodDefaults[of], ...(of === EVERY ? [] : [methodDefaults[EVERY]]))
            }
          />
        ))}
      </div>
    </>
  );
}
