/**
 * What modalities teach each other, in words: who teaches whom, along which dimensions, and which sets teach nothing.
 * By rule from the model and the words of the method's own declaration. Pure.
 */
import { modalityWord } from '../charts/modality-word';
import { listed } from '../format';
import { isDrawn, type LaneModel, type Teaching } from './lane-model';
import { capital, count, type LanePart, word } from './lane-part';

/** The set of dimensions of a direction: "above picture's own mean and below sound's". */
function setOf({ lesson, lanes }: LaneModel, { teacher, student }: Teaching): string | null {
  const set = lesson?.rule?.set;
  if (set === undefined) return null;
  const named = (place: number) => modalityWord(lanes[place]?.name ?? '');
  return set.replaceAll('{teacher}', named(teacher)).replaceAll('{student}', named(student));
}

/** The same said of every direction at once. */
export const anySet = ({ lesson }: LaneModel): string | null =>
  lesson?.rule
    ? lesson.rule.set.replaceAll('{teacher}', 'the teacher').replaceAll('{student}', 'the student')
    : null;

/** Why the sets that teach nothing do not, each reason once. */
function unteaching({ teaching, lesson }: LaneModel): readonly string[] {
  const rule = lesson?.rule;
  if (!rule) return [];
  const idle = teaching.filter(({ presence, dimensions }) => presence === 'absent' && dimensions);
  const empty = teaching.some(
    ({ presence, dimensions }) => presence === 'absent' && dimensions === 0,
  );
  return [...(idle.length > 0 ? [rule.fewest.because] : []), ...(empty ? [rule.empty] : [])];
}

const oneWay = (model: LaneModel, teaches: readonly Teaching[]): readonly string[] =>
  teaches.map(({ teacher, student, dimensions }, place) => {
    const along = place === 0 ? count(dimensions ?? 0, 'dimension') : (dimensions ?? 0);
    return `${word(model, teacher)} teaches ${word(model, student)} along ${along}`;
  });

/** Both sets move both: which modality is the one above its own mean is said of each. */
function mutual(model: LaneModel, teaches: readonly Teaching[]): string {
  const sets = teaches.map(({ teacher, dimensions }, place) => {
    const along = place === 0 ? count(dimensions ?? 0, 'dimension') : (dimensions ?? 0);
    return `${along} of ${word(model, teacher)}`;
  });
  return `${listed(model.lanes.map(({ name }) => modalityWord(name)))} teach each other along ${listed(sets)}`;
}

/** What is taught to whom, sentence by sentence. */
export function teachingSentences(model: LaneModel): readonly string[] {
  const { lesson, teaching, lanes } = model;
  if (lesson === null) return [];
  if (lesson.neverBegan) return [`${lesson.word} never began`];
  const chosen = teaching.filter(({ dimensions }) => dimensions !== null);
  if (chosen.length === 0) {
    return [`${lesson.word} waits until ${lesson.until ?? 'its dimensions are chosen'}`];
  }
  const teaches = chosen.filter(({ presence }) => presence !== 'absent');
  const idle = chosen.filter(({ presence }) => presence === 'absent');
  const set = anySet(model);
  const which = set === null ? '' : ` (${set})`;
  const sentences: string[] = [];
  if (teaches.length > 0 && lanes.length > 2) {
    const counts = teaches.map(({ dimensions }) => dimensions ?? 0);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    const range = least === most ? count(most, 'dimension') : `${least} to ${most} dimensions`;
    const who =
      idle.length > 0
        ? `${teaches.length} of ${chosen.length} directions teach`
        : 'each modality teaches the others';
    const isPartly = !teaches.every((each) => isDrawn(model, each));
    sentences.push(
      `${who} along ${range}${which}${isPartly ? '; arrows stand between neighbours only' : ''}`,
    );
  } else if (teaches.length > 0) {
    const pairs = lesson.rule?.isMutual ? [mutual(model, teaches)] : oneWay(model, teaches);
    sentences.push(`${pairs.join(', ')}${which}`);
  }
  if (idle.length > 0 && lanes.length === 2) {
    const pairs = idle.map(
      ({ teacher, student }) => `${word(model, teacher)} teaches ${word(model, student)} nothing`,
    );
    sentences.push(pairs.join(', '));
  }
  return [...sentences, ...unteaching(model).map((sentence) => sentence.replace(/\.$/, ''))];
}

/** The arrow of one direction. */
export function teachingPart(model: LaneModel, teaching: Teaching, place: number): LanePart {
  const { teacher, student, dimensions } = teaching;
  const [from, to] = [model.lanes[teacher]?.name ?? '', model.lanes[student]?.name ?? ''];
  const { lesson } = model;
  const set = setOf(model, teaching);
  const which = set === null ? '' : `: ${set}`;
  const along =
    dimensions === null
      ? `It begins once ${lesson?.until ?? 'its dimensions are chosen'}.`
      : `It runs along ${count(dimensions, 'dimension')}${which}.`;
  const renewed = lesson?.rule?.renewed ? ` ${lesson.rule.renewed}` : '';
  const pull = lesson?.rule?.isMutual
    ? `both ways: ${modalityWord(from)} and ${modalityWord(to)} are pulled towards each other.`
    : `one way: ${modalityWord(to)} is pulled towards ${modalityWord(from)}, and nothing of it reaches ${modalityWord(from)}.`;
  return {
    kind: 'teaching',
    key: `teaching.${place}`,
    place,
    title: lesson?.rule?.isMutual ? `${from} and ${to} teach each other` : `${from} teaches ${to}`,
    text: `${lesson?.word ?? ''}, ${pull} ${along}${renewed}`,
  };
}

/** The same as whole sentences; empty without teaching. */
export const teachingText = (model: LaneModel): string =>
  teachingSentences(model)
    .map((sentence) => `${capital(sentence)}.`)
    .join(' ');
