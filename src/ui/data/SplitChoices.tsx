/** Which part is the class, which the split, which keeps samples together, and who is held out. */
import type { FileChoices, ImportReport, Offer } from '../../state/importing/importing-store';
import { modalityIds, partAs, partsFor, withPartAs } from '../../state/importing/roles';
import { Choice } from '../controls/Choice';

interface Props {
  readonly choices: FileChoices;
  readonly onChoose: (choices: FileChoices) => void;
  readonly offer: Offer | null;
  readonly report: ImportReport | null;
}

/** No column is called so: names come without control characters. */
const NOBODY = '\u0000';
/** A list that a person can still look through. */
const MOST_OPTIONS = 200;

const options = (names: readonly string[], none: string | null) => [
  ...(none === null ? [] : [{ value: NOBODY, name: none }]),
  ...names.slice(0, MOST_OPTIONS).map((name) => ({ value: name, name })),
];

export function SplitChoices({ choices, onChoose, offer, report }: Props) {
  const one = (value: string) => (value === NOBODY ? null : value);
  const splits = offer ? partsFor(offer, 'split') : [];
  const groups = offer
    ? partsFor(offer, 'group').filter((name) => name !== partAs(offer, 'label'))
    : [];
  const labels = offer ? partsFor(offer, 'label') : [];
  const held = [choices.holdOut ?? []].flat();
  const pairs = (report?.modalities.length ?? (offer ? modalityIds(offer).length : 0)) > 1;
  return (
    <>
      {offer && labels.length > 0 ? (
        <Choice
          label="Class"
          setting="data.label"
          value={partAs(offer, 'label') ?? ''}
          options={options(labels, null)}
          onChange={(name) => onChoose(withPartAs(choices, offer, 'label', name))}
        />
      ) : null}
      {offer && splits.length > 0 ? (
        <Choice
          label="Split"
          setting="data.split"
          value={partAs(offer, 'split') ?? NOBODY}
          options={options(splits, 'Drawn at random')}
          onChange={(name) => onChoose(withPartAs(choices, offer, 'split', one(name)))}
        />
      ) : null}
      {offer && groups.length > 0 ? (
        <Choice
          label="Kept together in one split"
          setting="data.group"
          value={partAs(offer, 'group') ?? NOBODY}
          options={options(groups, 'Nothing')}
          onChange={(name) => onChoose(withPartAs(choices, offer, 'group', one(name)))}
        />
      ) : null}
      {report && report.groups.length > 1 ? (
        <HeldOut
          held={held}
          groups={report.groups.map(({ name }) => name)}
          onHold={(names) => {
            const { holdOut: _, ...others } = choices;
            const [only] = names;
            if (only === undefined) return onChoose(others);
            onChoose({ ...others, holdOut: names.length === 1 ? only : [...names] });
          }}
        />
      ) : null}
      {report && report.incomplete > 0 ? (
        <Choice
          label="Samples that lack a modality"
          setting="data.incomplete"
          value={choices.incomplete ?? 'keep'}
          options={[
            { value: 'keep', name: `Kept (${report.incomplete})` },
            { value: 'leave-out', name: 'Left out' },
          ]}
          onChange={(incomplete) =>
            onChoose({ ...choices, incomplete: incomplete === 'keep' ? 'keep' : 'leave-out' })
          }
        />
      ) : null}
      {pairs ? (
        <Choice
          label="Pairs"
          setting="data.pairing"
          value={choices.pairing ?? 'given'}
          options={[
            { value: 'given', name: 'As in the files' },
            { value: 'redraw', name: 'Drawn anew within class and split' },
          ]}
          onChange={(pairing) =>
            onChoose({ ...choices, pairing: pairing === 'redraw' ? 'redraw' : 'given' })
          }
        />
      ) : null}
    </>
  );
}

interface HeldOutProps {
  readonly held: readonly string[];
  readonly groups: readonly string[];
  readonly onHold: (names: readonly string[]) => void;
}

/** One list for every group that is held out, and one more while others are left to train on. */
function HeldOut({ held, groups, onHold }: HeldOutProps) {
  const left = groups.filter((name) => !held.includes(name));
  const rows = left.length > 1 ? [...held, null] : held;
  return rows.map((name, place) => (
    <Choice
      key={name ?? NOBODY}
      label={place === 0 ? 'Held out for the test' : 'and'}
      setting="data.holdOut"
      value={name ?? NOBODY}
      options={options(
        name === null ? left : [name, ...left],
        place === 0 && held.length <= 1 ? 'Nobody in particular' : 'Nobody else',
      )}
      onChange={(chosen) => {
        const others = held.filter((each) => each !== name);
        onHold(chosen === NOBODY ? others : [...others, chosen]);
      }}
    />
  ));
}
