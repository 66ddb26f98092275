/**
 * What differs between the line that says what files mean and what a person would expect of them. An expectation
 * leaves open what is a matter of taste: lists of fair outcomes, ranges, patterns.
 */
import type { DataDescription } from '../../data/import/describe';
import { MODALITY_KINDS } from '../../protocol/data-set';

/** A number, one of several, or a range. */
type Wanted = number | readonly number[] | { readonly min?: number; readonly max?: number };

interface Expectation {
  /** Outcomes that are fair. */
  readonly outcome?: readonly DataDescription['outcome'][];
  readonly classNames?: readonly string[];
  readonly classNamesAnyOf?: readonly (readonly string[])[];
  /** Without `validation`, `train` is both: a validation part may be cut from it. */
  readonly total?: Wanted;
  readonly train?: Wanted;
  readonly validation?: Wanted;
  readonly test?: Wanted;
  /** Patterns, of which one must be the whole of the value. */
  readonly classFrom?: readonly string[];
  readonly splitFrom?: readonly string[];
  readonly pairedBy?: readonly string[];
  /** A pattern; null for none; `any` for some group. */
  readonly group?: string | null;
  readonly modalities?: {
    readonly count?: Wanted;
    readonly kinds?: readonly string[];
    readonly kindsInclude?: readonly string[];
    readonly kindsWithin?: readonly string[];
  };
  /** All numbers of all vectors together: an id among the features is found out. */
  readonly width?: Wanted;
  readonly noFeature?: readonly string[];
  /** At least so many; 0 for none. */
  readonly leftOut?: number;
  /** Patterns over the line as text, the input's own name taken out. */
  readonly mustMention?: string | readonly string[];
  readonly mustNotMention?: string | readonly string[];
  /** Further wishes for one outcome. */
  readonly when?: Readonly<Partial<Record<DataDescription['outcome'], Expectation>>>;
}

/** An input and what is expected of it. */
export interface Try {
  readonly kind: string;
  /** What a person would choose: a folder, a file, several files. */
  readonly open: readonly string[];
  /** What it is. */
  readonly why: string;
  readonly expect: Expectation;
  /** Only a browser decodes it. */
  readonly browser?: boolean;
}

/** @returns what differs, as phrases; empty where all agrees. Of a refusal only outcome and words are compared. */
export function compareTry(id: string, { expect, open }: Try, line: DataDescription): string[] {
  const text = textOf(line, id, open);
  const also = expect.when?.[line.outcome] ?? {};
  const outcomes = expect.outcome ?? [];
  return [
    ...formFaults(line),
    ...(outcomes.includes(line.outcome) ? [] : [`${line.outcome}, not ${outcomes.join(' or ')}`]),
    ...(line.outcome === 'refused' ? [] : readingFaults(line, { ...expect, ...also })),
    ...mentionFaults(text, expect),
    ...mentionFaults(text, also),
  ];
}

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** A name as it is compared: composed, without case; 1.0 is 1. */
function plain(name: string): string {
  const text = name.normalize('NFC').trim().toLowerCase();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
const loose = (name: string) =>
  plain(name)
    .replace(/[\s_\-./\\]+/g, ' ')
    .trim();

function fits(value: number, wanted: Wanted): boolean {
  if (typeof wanted === 'number') return value === wanted;
  if ('min' in wanted || 'max' in wanted) {
    return value >= (wanted.min ?? -Infinity) && value <= (wanted.max ?? Infinity);
  }
  return (wanted as readonly number[]).includes(value);
}

const matchesOne = (value: string | null, patterns: readonly string[]) =>
  value !== null &&
  patterns.some((each) => new RegExp(`^(?:${each})$`, 'iu').test(value.normalize('NFC')));

/** `text` (case does not count) or `/text/flags`. */
function toPattern(source: string): RegExp {
  const [, text, flags] = /^\/(.*)\/([a-z]*)$/su.exec(source) ?? [];
  return text === undefined ? new RegExp(source, 'iu') : new RegExp(text, flags);
}

/** The line without the input's own names, which may hold the very word that is looked for. */
function textOf(line: DataDescription, id: string, open: readonly string[]): string {
  let text = JSON.stringify(line).normalize('NFC');
  const names = [id, ...open.flatMap((each) => each.split('/'))];
  for (const name of new Set(names.flatMap((each) => [each, each.replace(/\.[a-z0-9]+$/iu, '')]))) {
    if (!/^[A-Z](\d|-)/u.test(name)) continue;
    const tokens = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    text = text.replace(new RegExp(tokens.join('[\\s._-]*'), 'gu'), '');
  }
  return text;
}

/** What is wrong with the form of the line, whatever the input. */
function formFaults(line: DataDescription): string[] {
  const faults: string[] = [];
  const must = (right: boolean, fault: string) => {
    if (!right) faults.push(`form: ${fault}`);
  };
  must(
    line.questions.every(({ options }) => options.length >= 2),
    'a question without options',
  );
  must(
    line.leftOut.every(({ reason, mend, count }) => reason !== '' && mend !== '' && count >= 1),
    'something left out without reason or mend',
  );
  if (line.outcome === 'asks') must(line.questions.length > 0, 'asks without a question');
  if (line.outcome === 'refused') {
    must(line.leftOut.length + line.notes.length > 0, 'refused without a reason');
    return faults;
  }
  const { train, validation, test, total } = line.samples;
  must((line.class?.names.length ?? 0) >= 2, 'fewer than two classes');
  must(train + validation + test === total, 'train + validation + test is not total');
  must(train > 0 && test > 0, 'nothing to train with or nothing to test with');
  must(line.modalities.length > 0, 'no modalities');
  for (const { name, kind, shape } of line.modalities) {
    must(MODALITY_KINDS.includes(kind) && shape.every((size) => size > 0), `modality ${name}`);
  }
  return faults;
}

function mentionFaults(text: string, { mustMention, mustNotMention }: Expectation): string[] {
  return [
    ...listOf(mustMention)
      .filter((each) => !toPattern(each).test(text))
      .map((each) => `does not say ${each}`),
    ...listOf(mustNotMention)
      .filter((each) => toPattern(each).test(text))
      .map((each) => `says ${each}`),
  ];
}

function readingFaults(line: DataDescription, expect: Expectation): string[] {
  const faults: string[] = [];
  const inOrder = (names: readonly string[]) => JSON.stringify(names.map(plain).sort());
  const names = line.class?.names ?? [];
  const wanted = expect.classNamesAnyOf ?? (expect.classNames ? [expect.classNames] : []);
  if (wanted.length > 0 && !wanted.some((each) => inOrder(each) === inOrder(names))) {
    faults.push(`classes ${names.slice(0, 8).join(', ')}`);
  }
  const { samples } = line;
  const counts = {
    total: samples.total,
    train: expect.validation === undefined ? samples.train + samples.validation : samples.train,
    validation: samples.validation,
    test: samples.test,
  };
  for (const part of ['total', 'train', 'validation', 'test'] as const) {
    const count = expect[part];
    if (count !== undefined && !fits(counts[part], count)) faults.push(`${part} ${counts[part]}`);
  }
  const from = {
    classFrom: line.class?.from ?? null,
    splitFrom: line.splitFrom,
    pairedBy: line.pairedBy,
  };
  for (const key of ['classFrom', 'splitFrom', 'pairedBy'] as const) {
    const patterns = expect[key];
    if (patterns && !matchesOne(from[key], patterns)) faults.push(`${key} ${from[key]}`);
  }
  if (expect.group !== undefined && !isGroup(line.group, expect.group)) {
    faults.push(`group ${line.group}, not ${expect.group}`);
  }
  return [...faults, ...modalityFaults(line, expect)];
}

const isGroup = (group: string | null, wanted: string | null): boolean =>
  wanted === null
    ? group === null
    : wanted === 'any'
      ? group !== null && group !== ''
      : matchesOne(group, [wanted]);

function modalityFaults({ modalities, leftOut }: DataDescription, expect: Expectation): string[] {
  const faults: string[] = [];
  const kinds: readonly string[] = [...new Set(modalities.map(({ kind }) => kind))].sort();
  const { count, kinds: exactly, kindsInclude, kindsWithin } = expect.modalities ?? {};
  if (count !== undefined && !fits(modalities.length, count)) {
    faults.push(`${modalities.length} modalities`);
  }
  if (exactly && [...exactly].sort().join() !== kinds.join()) faults.push(`kinds ${kinds.join()}`);
  for (const kind of kindsInclude ?? []) if (!kinds.includes(kind)) faults.push(`no ${kind}`);
  if (kindsWithin) {
    for (const kind of kinds) if (!kindsWithin.includes(kind)) faults.push(`a modality of ${kind}`);
  }
  if (expect.width !== undefined) {
    const width = sum(
      modalities
        .filter(({ kind }) => kind === 'vector')
        .map(({ shape }) => shape.reduce((all, size) => all * size, 1)),
    );
    if (!fits(width, expect.width)) faults.push(`${width} numbers as features`);
  }
  const features = modalities.flatMap(({ id, name, columns = [] }) => [id, name, ...columns]);
  for (const name of expect.noFeature ?? []) {
    if (features.some((each) => loose(each.split('=')[0] ?? '') === loose(name))) {
      faults.push(`${name} is a feature or a modality`);
    }
  }
  if (expect.leftOut !== undefined) {
    const left = sum(leftOut.map((each) => each.count));
    if (expect.leftOut === 0 ? left !== 0 : left < expect.leftOut) faults.push(`${left} left out`);
  }
  return faults;
}
