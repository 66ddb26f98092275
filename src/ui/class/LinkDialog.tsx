/**
 * Makes a teacher's link: which scene opens, whether every pupil has a seed of their own, what is visible, which scenes
 * are offered, whether the whole lab is hidden. The link is copied or shown as a QR code, both made in this tab.
 */
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { addressOf, type LinkForm, linkFormOf, problemsOf } from '../../state/lessons/link-form';
import { SCENE_PARTS, type ScenePart } from '../../state/lessons/scene';
import { writeSceneAddress } from '../../state/lessons/scene-address';
import { linkOf } from '../../state/lessons/stage-store';
import { Choice } from '../controls/Choice';
import { useSession } from '../session-context';
import { CopyButton } from './CopyButton';
import css from './LinkDialog.module.css';
import { QrPicture } from './QrPicture';

const PART_WORDS: Readonly<Record<ScenePart, string>> = {
  lanes: 'the picture of the method',
  chart: 'the chart',
  numbers: 'the numbers',
  sample: 'the sample',
  controls: 'the thing to try',
};

interface CheckProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Check({ checked, onChange, disabled = false, children }: CheckProps) {
  return (
    <label className={css.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}

/** The list with or without one of its members. */
const withMember = <T,>(list: readonly T[], member: T, isIn: boolean): readonly T[] =>
  isIn ? [...list, member] : list.filter((each) => each !== member);

interface SeedProps {
  readonly form: LinkForm;
  readonly set: (change: Partial<LinkForm>) => void;
}

function SeedChoice({ form, set }: SeedProps) {
  const problems = problemsOf(form);
  return (
    <fieldset className={css.group}>
      <legend>Seed</legend>
      <label className={css.check}>
        <input type="radio" checked={form.isClass} onChange={() => set({ isClass: true })} />
        each pupil their own: thirty pupils are thirty repetitions
      </label>
      {form.isClass ? (
        <div className={css.more}>
          <label htmlFor="link-class">Name of the class</label>
          <input
            id="link-class"
            className="field"
            value={form.className}
            autoComplete="off"
            aria-describedby="link-class-problem"
            onChange={(event) => set({ className: event.target.value })}
          />
          <p id="link-class-problem" className="quiet">
            {problems.className}
          </p>
        </div>
      ) : null}
      <label className={css.check}>
        <input type="radio" checked={!form.isClass} onChange={() => set({ isClass: false })} />
        the same for all
      </label>
      {form.isClass ? null : (
        <div className={css.more}>
          <label htmlFor="link-seed">Seed</label>
          <input
            id="link-seed"
            className="field"
            inputMode="numeric"
            value={form.seed}
            aria-describedby="link-seed-problem"
            onChange={(event) => set({ seed: event.target.value })}
          />
          <p id="link-seed-problem" className="quiet">
            {problems.seed}
          </p>
        </div>
      )}
    </fieldset>
  );
}

/** The page's own address without what it is looked at now. */
const pageAddress = (): string => `${location.origin}${location.pathname}`;

export default function LinkDialog({ onClose }: { readonly onClose: () => void }) {
  const { stage, classes } = useSession();
  const { scenes } = classes;
  const ids = scenes.map(({ id }) => id);
  const [form, setForm] = useState(() => linkFormOf(linkOf(stage.store.getState()), ids));
  const set = (change: Partial<LinkForm>) => setForm((now) => ({ ...now, ...change }));
  const address = addressOf(form, ids);
  const link = address && `${pageAddress()}${writeSceneAddress(address)}`;
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${css.sheet}`} aria-describedby={undefined}>
          <div className={css.head}>
            <Dialog.Title className="large">A link for your class</Dialog.Title>
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
          <div className={css.form}>
            <Choice
              label="Scene that opens"
              value={form.scene}
              options={scenes.map(({ id, title }, place) => ({
                value: id,
                name: `${place + 1}. ${title}`,
              }))}
              onChange={(scene) => set({ scene })}
            />
            <SeedChoice form={form} set={set} />
            <fieldset className={css.group}>
              <legend>Visible</legend>
              {SCENE_PARTS.map((part) => (
                <Check
                  key={part}
                  checked={form.parts.includes(part)}
                  onChange={(isIn) => set({ parts: withMember(form.parts, part, isIn) })}
                >
                  {PART_WORDS[part]}
                </Check>
              ))}
              <p className="quiet">{problemsOf(form).parts}</p>
            </fieldset>
            <fieldset className={css.group}>
              <legend>Scenes offered</legend>
              {scenes.map(({ id, title }, place) => (
                <Check
                  key={id}
                  checked={id === form.scene || form.offered.includes(id)}
                  disabled={id === form.scene}
                  onChange={(isIn) => set({ offered: withMember(form.offered, id, isIn) })}
                >
                  {place + 1}. {title}
                </Check>
              ))}
            </fieldset>
            <Check checked={form.isLocked} onChange={(isLocked) => set({ isLocked })}>
              hide the way to the whole lab
            </Check>
          </div>
          <section className={css.link} aria-label="The link">
            {link === null ? (
              <p className="quiet">The link stands here once the form is filled in.</p>
            ) : (
              <>
                <input
                  className={`field ${css.address}`}
                  aria-label="Link"
                  readOnly
                  value={link}
                  onFocus={(event) => event.currentTarget.select()}
                />
                <div className={css.buttons}>
                  <CopyButton
                    text={link}
                    word="Copy link"
                    done="The link is copied."
                    byHand="This browser does not let the page copy; select the link by hand."
                  />
                </div>
                <QrPicture text={link} label="QR code of the link" fileName="link.png" />
              </>
            )}
          </section>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
