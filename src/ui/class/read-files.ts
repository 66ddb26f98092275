/** Files of this computer as texts to look for result codes in: chat logs as they are, pictures by their QR code. */
import type { CodeText } from '../../state/lessons/class/class-codes';
import type { Finding } from '../../state/lessons/class/class-list';
import { readQr } from './read-qr';

/** A class's chat is far smaller; a video that was picked by mistake must not fill the memory. */
const LARGEST_TEXT_MB = 5;
const MB = 2 ** 20;

const isPicture = ({ type, name }: File): boolean =>
  type.startsWith('image/') || /\.(png|jpe?g|webp|gif|bmp)$/i.test(name);

const refused = (place: string, told: string): Finding => ({
  kind: 'file',
  place,
  written: '',
  told,
});

async function readPicture(file: File): Promise<CodeText | Finding> {
  try {
    const text = await readQr(file);
    if (text !== null) return { text, placeOf: () => file.name };
    return refused(
      file.name,
      'There is no QR code in this picture that can be read. Take it closer, or send the code as text.',
    );
  } catch {
    return refused(
      file.name,
      'This picture cannot be opened. Save it as PNG or JPEG, or send the code as text.',
    );
  }
}

async function readText(file: File): Promise<CodeText | Finding> {
  if (file.size > LARGEST_TEXT_MB * MB) {
    return refused(
      file.name,
      `It holds ${Math.round(file.size / MB)} MB; a text with codes is under ${LARGEST_TEXT_MB} MB.`,
    );
  }
  try {
    const text = await file.text();
    return { text, placeOf: (line) => `${file.name}, line ${line}` };
  } catch {
    return refused(file.name, 'This file cannot be read. Open it again.');
  }
}

/** Every file in its order, as a text or as why there is none. */
export async function readCodeFiles(
  files: readonly File[],
): Promise<{ readonly texts: readonly CodeText[]; readonly refused: readonly Finding[] }> {
  const read = await Promise.all(
    files.map((file) => (isPicture(file) ? readPicture(file) : readText(file))),
  );
  return {
    texts: read.flatMap((each) => ('text' in each ? [each] : [])),
    refused: read.flatMap((each) => ('kind' in each ? [each] : [])),
  };
}
