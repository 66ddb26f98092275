/**
 * What a person wrote about a run of the shelf: a name of their own, a note, tags. Kept beside the run, so that its
 * record stays what was trained. What comes back from the browser's storage is checked like any other file. Pure.
 */
import * as v from 'valibot';

/** As long as a heading takes, as a paragraph takes, and as a line of tags takes. */
export const MOST_LETTERS = { name: 80, note: 2000, tag: 30 } as const;
const MOST_TAGS = 12;

const schema = v.object({
  name: v.fallback(v.pipe(v.string(), v.maxLength(MOST_LETTERS.name)), ''),
  note: v.fallback(v.pipe(v.string(), v.maxLength(MOST_LETTERS.note)), ''),
  tags: v.fallback(
    v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_LETTERS.tag))),
      v.maxLength(MOST_TAGS),
    ),
    [],
  ),
});

export interface AboutRun {
  /** Empty where the run goes by its method's name. */
  readonly name: string;
  readonly note: string;
  readonly tags: readonly string[];
}

export const NOTHING_SAID: AboutRun = { name: '', note: '', tags: [] };

/** What was typed, without blanks around it, cut to its limits, every tag once; null where nothing is left. */
export function asAbout({ name, note, tags }: AboutRun): AboutRun | null {
  const each = tags.map((tag) => tag.trim().slice(0, MOST_LETTERS.tag)).filter(Boolean);
  const about = {
    name: name.trim().slice(0, MOST_LETTERS.name),
    note: note.trim().slice(0, MOST_LETTERS.note),
    tags: [...new Set(each)].slice(0, MOST_TAGS),
  };
  return about.name !== '' || about.note !== '' || about.tags.length > 0 ? about : null;
}

/** Tags as a person types them: parted by commas. */
export const tagsOf = (text: string): readonly string[] => text.split(',');

/** What a file or the browser's storage says, as far as it can be read; null where that is nothing. */
export function aboutFrom(raw: unknown): AboutRun | null {
  const read = v.safeParse(schema, raw);
  return read.success ? asAbout(read.output) : null;
}

/** What was kept as text; null where it cannot be read. */
export function readAbout(text: string): AboutRun | null {
  try {
    return aboutFrom(JSON.parse(text));
  } catch {
    return null;
  }
}
