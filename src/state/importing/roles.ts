/**
 * Who plays which part among columns, arrays or folders: rows for a form, and what a change of one of them means
 * for the settings. Pure.
 */
import type { FileChoices, Offer } from './importing-store';

type Part = Offer['parts'][number];
type Use = Part['uses'][number];

/** The word of the settings that turns a guessed split or group column off. */
const NONE = 'none';
/** Beyond so many parts, neighbours that are used alike are shown as one row. */
const MOST_SINGLE = 24;

/** One part, or neighbours used alike. */
export interface PartRow {
  readonly names: readonly string[];
  readonly detail: string;
  /** The modality they belong to; null where they are not used. */
  readonly modality: string | null;
}

/** Names of the parts that may play this part. */
export const partsFor = ({ parts }: Offer, use: Use): string[] =>
  parts.filter(({ uses }) => uses.includes(use)).map(({ name }) => name);

/** The part that is used so now; null for none. */
export function partAs({ roles }: Offer, use: Exclude<Use, 'modality'>): string | null {
  return Object.keys(roles).find((name) => roles[name] === use) ?? null;
}

/** The modalities of an offer, in the order of their parts. */
export function modalityIds(offer: Offer): string[] {
  return [...new Set(offer.parts.flatMap(({ name }) => modalityOf(offer, name) ?? []))];
}

/** The parts that can belong to a modality, and do not play another part. */
export function modalityRows(offer: Offer): PartRow[] {
  const free = offer.parts.filter(
    ({ name, uses }) => uses.includes('modality') && typeof offer.roles[name] !== 'string',
  );
  const joins = free.length > MOST_SINGLE;
  const rows: { names: string[]; detail: string; modality: string | null }[] = [];
  for (const { name, detail } of free) {
    const modality = modalityOf(offer, name);
    const last = rows.at(-1);
    if (joins && last && last.modality === modality) last.names.push(name);
    else rows.push({ names: [name], detail, modality });
  }
  return rows;
}

/** The parts from one name up to another, as they stand; null where one is no part. */
export function partsBetween(offer: Offer, from: string, to: string): string[] | null {
  const names = modalityRows(offer).flatMap((row) => row.names);
  const [first, last] = [names.indexOf(from.trim()), names.indexOf(to.trim())];
  if (first < 0 || last < 0) return null;
  return names.slice(Math.min(first, last), Math.max(first, last) + 1);
}

/** A modality that is not there yet. */
export function newModality(offer: Offer): string {
  const taken = modalityIds(offer);
  for (let n = taken.length + 1; ; n++) {
    if (!taken.includes(`modality-${n}`)) return `modality-${n}`;
  }
}

/** The choices after these parts have gone to a modality, or, with null, to none. */
export function withModality(
  choices: FileChoices,
  offer: Offer,
  names: readonly string[],
  modality: string | null,
): FileChoices {
  const of = (name: string) => (names.includes(name) ? modality : modalityOf(offer, name));
  return { ...choices, modalities: gathered(offer, of) };
}

/** The choices after a modality has been given another name; two of one name become one. */
export function withName(choices: FileChoices, offer: Offer, id: string, to: string): FileChoices {
  const of = (name: string) => {
    const modality = modalityOf(offer, name);
    return modality === id ? to : modality;
  };
  return { ...choices, modalities: gathered(offer, of) };
}

/**
 * The choices after another part has become the class, the split or the group; null for none. A group that becomes
 * the class changes places with it.
 */
export function withPartAs(
  choices: FileChoices,
  offer: Offer,
  use: Exclude<Use, 'modality'>,
  name: string | null,
): FileChoices {
  // names of classes belong to the class that was, who is held out to its group
  const { classes: __, ...unnamed } = choices;
  const known = use === 'label' ? unnamed : choices;
  const { holdOut: _, ...others } = known;
  const kept = use === 'group' ? others : known;
  // modalities that a person has gathered must not hold the class itself
  const of = (part: string) => (part === name ? null : modalityOf(offer, part));
  const isTaken = name !== null && modalityOf(offer, name) !== null;
  const modalities = isTaken || choices.modalities ? { modalities: gathered(offer, of) } : {};
  const isSwap = use === 'label' && name !== null && partAs(offer, 'group') === name;
  const before = partAs(offer, 'label');
  const canGroup = before !== null && partsFor(offer, 'group').includes(before);
  return isSwap
    ? { ...others, ...modalities, label: name, group: canGroup ? before : NONE }
    : { ...kept, ...modalities, [use]: name ?? NONE };
}

/** The choices after a question has been answered. What was held out belonged to another group. */
export function withAnswer(choices: FileChoices, answer: FileChoices): FileChoices {
  const { classes: __, ...unnamed } = choices;
  const known = answer.label === undefined ? choices : unnamed;
  const { holdOut: _, ...others } = known;
  return { ...(answer.group === undefined ? known : others), ...answer };
}

const modalityOf = ({ roles }: Offer, name: string): string | null => {
  const role = roles[name];
  return typeof role === 'object' ? role.modality : null;
};

/** Names by modality; neighbouring columns of one table as a range, so that an address can hold them. */
function gathered(
  offer: Offer,
  modalityOfPart: (name: string) => string | null,
): Record<string, string[]> | undefined {
  const groups = new Map<string, string[][]>();
  let before: string | null = null;
  for (const { name } of offer.parts) {
    const modality = modalityOfPart(name);
    if (modality !== null) {
      const runs = groups.get(modality) ?? [];
      groups.set(modality, runs);
      const last = runs.at(-1);
      if (modality === before && last) last.push(name);
      else runs.push([name]);
    }
    before = modality;
  }
  if (groups.size === 0) return undefined;
  const canRange = offer.what === 'columns' && offer.gathers;
  return Object.fromEntries(
    [...groups].map(([modality, runs]) => [
      modality,
      runs.flatMap((names) => (canRange ? asRange(names) : names)),
    ]),
  );
}

function asRange(names: readonly string[]): readonly string[] {
  const [first = '', last = ''] = [names[0], names.at(-1)];
  return names.length < 4 || `${first}${last}`.includes('..') ? names : [`${first}..${last}`];
}
