/**
 * The teacher's list of result codes, one list for each scene, kept in this browser: what is added, taken away, and
 * brought back. Where the browser keeps nothing, the list lasts as long as the page and says so.
 */
import * as v from 'valibot';
import { createStore } from 'zustand/vanilla';
import type { Failure } from '../../../protocol/failure';
import type { ReadonlyStore } from '../../readonly-store';
import type { LessonStorage } from '../kept-lessons';
import type { CodedScene } from '../result-code';
import { addCodes, type CountedCode, countedAgain, type Finding } from './class-list';

/** A text to look for codes in. */
export interface CodeText {
  readonly text: string;
  /** What a line of it is called: "line 3", "7b.txt, line 3", "anna.png". */
  readonly placeOf: (line: number) => string;
}

export interface ClassCodesState<S extends CodedScene> {
  /** The scene whose codes these are; null only where there are none. */
  readonly scene: S | null;
  readonly counted: readonly CountedCode[];
  /** What became of the codes that were given last. */
  readonly findings: readonly Finding[];
  /** What an undo brings back, in words; null where there is nothing. */
  readonly undo: string | null;
  /** Why the list will not be there again; null while it is kept. */
  readonly failed: Failure | null;
}

export interface ClassCodes<S extends CodedScene> {
  readonly store: ReadonlyStore<ClassCodesState<S>>;
  /** To the list of another scene, by id. */
  choose(scene: string): void;
  /** Adds the codes of these texts; `also` are findings of texts that could not be read. */
  read(texts: readonly CodeText[], also?: readonly Finding[]): void;
  /** Takes one code away. */
  remove(code: CountedCode): void;
  /** Takes all codes of the scene away. */
  clear(): void;
  /** Brings back what was taken away last. */
  undo(): void;
}

const KEY = 'modality-lab.class-codes';

const keptCode = v.object({ written: v.pipe(v.string(), v.maxLength(200)), place: v.string() });
const schema = v.object({
  format: v.literal(1),
  scenes: v.record(v.string(), v.array(keptCode)),
});
type Kept = v.InferOutput<typeof schema>;

const NOT_KEPT: Failure = {
  code: 'class-codes-not-kept',
  message: 'This browser keeps nothing for this page, so the codes last as long as the page.',
  hint: 'Save the table (CSV) before you close it.',
};

function readKept(storage: LessonStorage | null): Kept['scenes'] {
  try {
    const found = v.safeParse(schema, JSON.parse(storage?.getItem(KEY) ?? 'null'));
    return found.success ? found.output.scenes : {};
  } catch {
    return {};
  }
}

export function createClassCodes<S extends CodedScene>(
  scenes: readonly S[],
  storage: LessonStorage | null,
): ClassCodes<S> {
  /** The list before each removal. */
  let before: { readonly counted: readonly CountedCode[]; readonly what: string }[] = [];
  const listOf = (scene: S | null) =>
    scene ? countedAgain(readKept(storage)[scene.id] ?? [], scene) : [];
  const first = scenes[0] ?? null;
  const store = createStore<ClassCodesState<S>>(() => ({
    scene: first,
    counted: listOf(first),
    findings: [],
    undo: null,
    failed: null,
  }));
  /** Lists that the browser did not take. */
  const unkept = new Map<string, readonly CountedCode[]>();

  const show = (change: Partial<ClassCodesState<S>>) =>
    store.setState({ ...change, undo: before.at(-1)?.what ?? null });
  const take = (counted: readonly CountedCode[], change: Partial<ClassCodesState<S>>) => {
    const { scene } = store.getState();
    if (!scene) return;
    const isKept = keep(storage, scene.id, counted);
    if (isKept) unkept.delete(scene.id);
    else unkept.set(scene.id, counted);
    show({ ...change, counted, failed: isKept ? null : NOT_KEPT });
  };
  const takeAway = (counted: readonly CountedCode[], what: string) => {
    before.push({ counted: store.getState().counted, what });
    take(counted, { findings: [] });
  };
  return {
    store,
    choose: (id) => {
      const scene = scenes.find((each) => each.id === id);
      if (!scene || scene === store.getState().scene) return;
      before = [];
      show({ scene, counted: unkept.get(id) ?? listOf(scene), findings: [] });
    },
    read: (texts, also = []) => {
      const { scene } = store.getState();
      if (!scene) return;
      const findings = [...also];
      let { counted } = store.getState();
      for (const { text, placeOf } of texts) {
        const added = addCodes(counted, text, placeOf, scene, scenes);
        counted = added.counted;
        findings.push(...(added.findings.length > 0 ? added.findings : [nothingIn(placeOf)]));
      }
      // a list that has grown since is not what an undo should throw away
      before = counted === store.getState().counted ? before : [];
      take(counted, { findings });
    },
    remove: (code) =>
      takeAway(
        store.getState().counted.filter((each) => each !== code),
        `the code with the seed ${code.code.seed}`,
      ),
    clear: () => {
      const { length } = store.getState().counted;
      takeAway([], length === 1 ? 'one code' : `${length} codes`);
    },
    undo: () => {
      const last = before.pop();
      if (last) take(last.counted, { findings: [] });
    },
  };
}

/** @returns whether the browser took the list. */
function keep(
  storage: LessonStorage | null,
  scene: string,
  counted: readonly CountedCode[],
): boolean {
  const list = counted.map(({ written, place }) => ({ written, place }));
  const kept: Kept = { format: 1, scenes: { ...readKept(storage), [scene]: list } };
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
    return storage !== null;
  } catch {
    return false;
  }
}

const nothingIn = (placeOf: CodeText['placeOf']): Finding => ({
  kind: 'nothing',
  place: placeOf(1),
  written: '',
  told: 'There is no result code in it. Codes begin with MLAB and are one word of about fifty letters and digits.',
});
