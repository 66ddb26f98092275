/** A labelled list to choose one from. */
import { Select } from 'radix-ui';
import { memo, useCallback, useEffect, useId, useRef } from 'react';
import css from './Choice.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  /** In a row of buttons the label is only spoken. */
  readonly inRow?: boolean;
  /** Id of an element that says more. */
  readonly note?: string | undefined;
  /** The path of the setting that it sets. */
  readonly setting?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Whether both draw the same: options are often made anew with what they always were. */
const areSame = (before: Props, now: Props): boolean =>
  before.label === now.label &&
  before.value === now.value &&
  before.inRow === now.inRow &&
  before.note === now.note &&
  before.setting === now.setting &&
  before.onChange === now.onChange &&
  JSON.stringify(before.options) === JSON.stringify(now.options);

export function Choice({ onChange, ...props }: Props) {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const choose = useCallback((value: string) => latest.current(value), []);
  return <List {...props} onChange={choose} />;
}

// a list of seven components an option, in places that follow a race
const List = memo(function List(props: Props) {
  const { label, value, options, inRow = false, note, setting, onChange } = props;
  const id = useId();
  return (
    <div className={css.choice}>
      {inRow ? null : (
        <label className="small quiet" htmlFor={id}>
          {label}
        </label>
      )}
      <Select.Root value={value} onValueChange={onChange}>
        <Select.Trigger
          id={id}
          className={`field ${css.trigger}`}
          aria-label={label}
          aria-describedby={note}
          data-setting={setting}
        >
          <Select.Value />
          <Select.Icon className="quiet">
            <svg width="10" height="6" viewBox="0 0 10 6" aria-hidden="true">
              <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.4" />
            </svg>
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Content
            className={`floating ${css.list}`}
            position="popper"
            sideOffset={4}
            collisionPadding={8}
          >
            <Select.Viewport>
              {options.map((option) => (
                <Select.Item key={option.value} className={css.item} value={option.value}>
                  <Select.ItemText>{option.name}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.Viewport>
          </Select.Content>
        </Select.Portal>
      </Select.Root>
    </div>
  );
}, areSame);
