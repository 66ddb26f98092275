/**
 * Texts in files of their own, one a sample: a caption beside each picture, a review a file. A .txt may be a table or
 * a list as well, so texts are told by where they lie, what they are called, and what stands in them. Imports this
 * room only.
 */
import { unlessOverForAll } from '../import-error';
import { looseKey } from '../meaning/spellings';
import { isTextName, splitInName } from '../meaning/words';
import { withoutShared } from '../media/pairing';
import { type GatheredFile, mediaOf, type TextReader } from '../reader';
import { extensionOf, folderOf, stemOf } from '../source-file';
import { decodeText } from '../table/decode-text';
import { isSaid } from './column-of-texts';
import { foldedText } from './hash-text';

export const plainText: TextReader = {
  id: 'text',
  name: 'TXT',
  // told apart from tables by what lies beside them, not by an ending
  endings: [],
  gives: 'text',
  where: 'anywhere',
  note: 'One text a file, in class folders or beside the pictures and sounds of the same names.',
  read: (bytes, file) => withoutTranslations(decodeText(bytes, file).text),
};

/** Endings under which people keep texts; none at all too. */
const ENDINGS = new Set(['', 'txt', 'text', 'caption', 'captions', 'cap', 'lab', 'transcript']);
/** One text is shorter than that. */
const MOST_BYTES = 2 ** 20;
/** Texts by themselves: two classes of four. */
const FEWEST_ALONE = 8;
/** Beside other files two are enough to see that it is meant. */
const FEWEST_BESIDE = 2;
/** Files that are looked into. */
const MOST_ASKED = 20;
const HALF = 0.5;

/** The same files, where those that hold one text each have the reader for it. */
export async function withTexts(files: readonly GatheredFile[]): Promise<readonly GatheredFile[]> {
  const candidates = files.filter(
    ({ path, kind, reader, size }) =>
      kind === 'table' &&
      reader.signature?.weight === 'last-resort' &&
      size <= MOST_BYTES &&
      ENDINGS.has(extensionOf(path)),
  );
  if (candidates.length < FEWEST_BESIDE) return files;
  const media = mediaOf(files);
  const placed = media.length > 0 ? beside(candidates, media) : alone(candidates, files);
  if (placed.length < FEWEST_BESIDE || !(await holdWords(placed, media.length > 0))) return files;
  const texts = new Set(placed);
  return files.map((file) =>
    texts.has(file) ? { ...file, kind: plainText.gives, reader: plainText } : file,
  );
}

/** Texts that go with other files: called alike, in a folder of texts, or called the same in every sample's folder. */
function beside(
  candidates: readonly GatheredFile[],
  media: readonly GatheredFile[],
): readonly GatheredFile[] {
  const names = new Set(media.map(({ path }) => looseKey(stemOf(path))));
  const kinds = [...new Set(media.map(({ kind }) => kind))];
  const sided = [
    ...candidates.map((file) => ({ file, side: 0 })),
    ...media.map((file) => ({ file, side: 1 + kinds.indexOf(file.kind) })),
  ];
  const bareOf = withoutShared(sided);
  const bare = new Set(sided.filter(({ side }) => side > 0).map(bareOf));
  const folders = new Set(media.map(({ path }) => folderOf(path)));
  const stems = new Map<string, Set<string>>();
  for (const { path } of candidates) {
    const stem = looseKey(stemOf(path));
    if (folders.has(folderOf(path)))
      stems.set(stem, (stems.get(stem) ?? new Set()).add(folderOf(path)));
  }
  return candidates.filter((file) => {
    const stem = looseKey(stemOf(file.path));
    const key = bareOf({ file, side: 0 });
    return (
      names.has(stem) ||
      (key !== '' && bare.has(key) && splitInName(stem) === null) ||
      folderOf(file.path).split('/').some(isTextName) ||
      (stems.get(stem)?.size ?? 0) >= Math.max(FEWEST_BESIDE, folders.size * HALF)
    );
  });
}

/** Texts by themselves: many, most of all that was opened, and more than one to a folder. */
function alone(
  candidates: readonly GatheredFile[],
  files: readonly GatheredFile[],
): readonly GatheredFile[] {
  const texts = candidates.filter(({ path }) => splitInName(stemOf(path)) === null);
  return texts.length >= Math.max(FEWEST_ALONE, files.length * HALF) ? texts : [];
}

/**
 * Whether most of some of them are words, and differ: numbers are tables, recordings or the places of things in
 * pictures, and the same few words again and again are the class.
 */
async function holdWords(texts: readonly GatheredFile[], isBeside: boolean): Promise<boolean> {
  const step = Math.max(1, Math.floor(texts.length / MOST_ASKED));
  const asked = texts.filter((_, at) => at % step === 0);
  let words = 0;
  const different = new Set<string>();
  for (const file of asked) {
    try {
      const { text } = decodeText(await file.bytes(), file.path);
      different.add(foldedText(text).trim());
      if (isSaid(text, isBeside ? 1 : undefined)) words++;
    } catch (error) {
      unlessOverForAll(error);
    }
  }
  return words >= asked.length * HALF && different.size >= asked.length * HALF;
}

/** A line of another language: `de.utf8=Ein Apfel`, `pt_BR=...`. */
const TRANSLATION = /^[a-z]{2,3}([_-][A-Za-z]{2,4})?(\.utf-?8)?(@[a-z]+)?\s*=/;

/** The text before its translations, where most of its lines are such. */
function withoutTranslations(text: string): string {
  const lines = text.split(/\r\n|\n|\r/u).filter((line) => line.trim() !== '');
  const [first = '', ...others] = lines;
  const translated = others.filter((line) => TRANSLATION.test(line));
  return translated.length > 0 &&
    translated.length >= others.length * HALF &&
    !TRANSLATION.test(first)
    ? lines.filter((line) => !translated.includes(line)).join('\n')
    : text;
}
