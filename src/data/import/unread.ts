/**
 * Programs' own files that people try and the lab does not read: what each is, and what to do instead. A reader
 * in `readers.ts` goes before a line here. Imports nothing but names of files.
 */
import { extensionOf } from './source-file';

/** A kind of file that is named rather than read. */
interface Unread {
  readonly endings: readonly string[];
  /** The end of a sentence that begins with the file. */
  readonly what: string;
  /** What to do instead, as a sentence. */
  readonly fix: string;
}

const UNREAD: readonly Unread[] = [
  {
    endings: ['xls', 'xlsb'],
    what: 'is an Excel workbook of an old or binary kind',
    fix: 'In Excel choose "Save as" and the type CSV.',
  },
  { endings: ['ods'], what: 'is a spreadsheet', fix: 'Save it as CSV.' },
  { endings: ['numbers'], what: 'is an Apple Numbers spreadsheet', fix: 'Export it as CSV.' },
  ...[
    { endings: ['doc', 'docx'], what: 'is a Word document' },
    { endings: ['ppt', 'pptx'], what: 'is a PowerPoint presentation' },
    { endings: ['odt', 'odp'], what: 'is an OpenDocument text or presentation' },
    { endings: ['pages'], what: 'is an Apple Pages document' },
  ].map((each) => ({
    ...each,
    fix: 'Save the table or the pictures in it as files of their own.',
  })),
  {
    endings: ['pkl', 'pickle'],
    what: 'is a Python pickle, which could run a program when opened',
    fix: 'Save the arrays as NPZ.',
  },
  { endings: ['pt'], what: 'is a PyTorch file', fix: 'Save the arrays as NPZ with numpy.savez.' },
  { endings: ['feather'], what: 'is a Feather file', fix: 'Save the table as CSV.' },
  {
    endings: ['caf'],
    what: 'is a Core Audio (CAF) sound, which browsers do not decode',
    fix: 'Save it as WAV, or convert it: ffmpeg -i sound.caf sound.wav',
  },
  {
    endings: ['aif', 'aiff', 'aifc'],
    what: 'is an AIFF sound, which Chrome does not decode',
    fix: 'Save it as WAV, or convert it: ffmpeg -i sound.aiff sound.wav',
  },
  {
    endings: ['amr'],
    what: 'is an AMR sound, which browsers do not decode',
    fix: 'Save it as WAV, or convert it: ffmpeg -i sound.amr sound.wav',
  },
  { endings: ['rar'], what: 'is a RAR archive', fix: 'Pack the files as ZIP.' },
  { endings: ['7z'], what: 'is a 7z archive', fix: 'Pack the files as ZIP.' },
  {
    endings: ['tar', 'tgz'],
    what: 'is a tar archive',
    fix: 'Unpack it and open the folder, or pack it as ZIP.',
  },
  { endings: ['jar', 'apk'], what: 'is a program', fix: 'Open files of data.' },
  {
    endings: ['obj', 'ply', 'stl', 'glb', 'gltf'],
    what: 'is a mesh of a kind the lab does not read',
    fix: 'Save it as OFF, or open pictures of it.',
  },
];

/** What a file is by its ending, and what to do; null for files of no such kind. */
export function unreadKind(path: string): readonly [what: string, fix: string] | null {
  const found = UNREAD.find(({ endings }) => endings.includes(extensionOf(path)));
  return found ? [found.what, found.fix] : null;
}
