/**
 * Runs of format 1 filed a modality's own numbers under its bare id, whatever it was called; now a key says whose a
 * number is (`protocol/names.ts`). Here such keys get their new names. Where the id is a word of the whole too, a
 * number stays only if its place says whose it was. Changes what it is given, which comes from a file or from storage.
 */
import { ownKey, parseName } from '../../protocol/names';

type Tree = Record<string, unknown>;
/** Whose number an old key held: the modality's, the whole's (written over the modality's), or one of both. */
type Owner = 'own' | 'whole' | 'either';
type OwnerOf = (id: string) => Owner;

const asTree = (value: unknown): Tree =>
  typeof value === 'object' && value !== null ? (value as Tree) : {};
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Words that were losses; the sum was written last. */
const LOSSES: ReadonlyMap<string, Owner> = new Map([
  ['total', 'whole'],
  ['fusion', 'either'],
  ['duc', 'either'],
  ['prototypes', 'either'],
]);
/** Words that were losses only, or the prediction: no heads of this name. */
const NO_HEADS: ReadonlySet<string> = new Set(LOSSES.keys());

/** What was done to the keys of one run, as paths. */
class Renaming {
  readonly whole = new Set<string>();
  readonly either = new Set<string>();
  private readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    this.ids = ids.filter((id) => ownKey(id) !== id);
  }

  get isNeeded(): boolean {
    return this.ids.length > 0;
  }

  readonly key = (id: string): string => (this.ids.includes(id) ? ownKey(id) : id);

  table(raw: unknown, place: string, ownerOf: OwnerOf): void {
    const table = asTree(raw);
    const moved: Tree = {};
    for (const id of this.ids) {
      if (!Object.hasOwn(table, id)) continue;
      const owner = ownerOf(id);
      if (owner !== 'own') this[owner].add(`${place}.${id}`);
      if (owner === 'whole') continue;
      if (owner === 'own') moved[ownKey(id)] = table[id];
      delete table[id];
    }
    // only now, as one may be called what another's key becomes
    Object.assign(table, moved);
  }
}

/** The owner of a loss or head whose key is no word: a dotted id may have been what a word is on a modality. */
function ownerOfDotted(id: string, ids: readonly string[]): Owner {
  const name = parseName(id);
  if (name.kind === 'on') return ids.includes(name.modality) ? 'either' : 'own';
  if (name.kind === 'pair') {
    return ids.includes(name.teacher) && ids.includes(name.student) ? 'either' : 'own';
  }
  // `whole:...` was no key of format 1
  return name.kind === 'whole' && name.word === id ? 'either' : 'own';
}

/**
 * @param stored a run of format 1, as a file or storage holds it.
 * @returns one sentence for everything whose owner cannot be told or that was not kept.
 */
export function renameFormat1(stored: unknown, snapshots: unknown): readonly string[] {
  const { summary, run: rawRun } = asTree(stored);
  const run = asTree(rawRun);
  const ids = asList(asTree(summary)['modalities']).flatMap((modality) => {
    const { id } = asTree(modality);
    return typeof id === 'string' ? [id] : [];
  });
  const renaming = new Renaming(ids);
  if (!renaming.isNeeded) return [];

  const epochs = asList(run['epochs']).map(asTree);
  // without a prediction there was no fused loss either
  const predicts = [...epochs, asTree(run['end'])].some(
    ({ accuracy }) => typeof asTree(accuracy)['fusion'] === 'number',
  );
  const ofLosses: OwnerOf = (id) =>
    id === 'fusion' && !predicts ? 'own' : (LOSSES.get(id) ?? ownerOfDotted(id, ids));
  const ofHeads: OwnerOf = (id) => (NO_HEADS.has(id) ? 'own' : ownerOfDotted(id, ids));
  // the prediction was written last
  const ofAnswers: OwnerOf = (id) => (id === 'fusion' && predicts ? 'whole' : ofHeads(id));

  for (const epoch of epochs) {
    renaming.table(epoch['losses'], 'losses', ofLosses);
    renaming.table(asTree(epoch['accuracy'])['readouts'], 'accuracy.readouts', ofHeads);
    renaming.table(epoch['calibration'], 'calibration', ofAnswers);
    for (const row of asList(epoch['certaintyByFailure']).map(asTree)) {
      renaming.table(row['weights'], 'certaintyByFailure.weights', ofHeads);
      renaming.table(row['accuracy'], 'certaintyByFailure.accuracy', ofAnswers);
    }
  }
  const end = asTree(asTree(run['end'])['accuracy']);
  renaming.table(end['readouts'], 'accuracy.readouts', ofHeads);
  for (const snapshot of asList(asTree(snapshots)['taken']).map(asTree)) {
    renaming.table(snapshot['logits'], 'logits', ofHeads);
    renaming.table(snapshot['predictions'], 'predictions', ofAnswers);
    const certainty = asTree(snapshot['certainty']);
    const { heads } = certainty;
    if (Array.isArray(heads)) certainty['heads'] = heads.map((id) => renaming.key(String(id)));
  }
  return sentences(String(run['label'] || run['name'] || 'A run'), renaming);
}

function sentences(label: string, { either, whole }: Renaming): readonly string[] {
  const told: string[] = [];
  if (either.size > 0) {
    told.push(
      `${label}: an older version of this lab wrote a modality's number and the method's own under one name; whose ${[...either].join(', ')} was cannot be told, so it was left out.`,
    );
  }
  if (whole.size > 0) {
    told.push(
      `${label}: a modality has the name of a number of the whole; ${[...whole].join(', ')} is the whole's, and the modality's own was not kept by the older version of this lab.`,
    );
  }
  return told;
}
