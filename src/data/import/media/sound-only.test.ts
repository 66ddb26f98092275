import { describe, expect, it } from 'vitest';
import { fileOf } from '../../../testing/import-fixtures';
import { holdsOnlySound } from './sound-only';

const text = (words: string) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));
const mp4 = (...handlers: string[]) =>
  handlers.map((kind) => `hdlr${'\0'.repeat(8)}${kind}`).join('....');
/** More than is looked at in front, and at the end. */
const FILLED = 'x'.repeat(2 ** 19);

describe('what a recording holds', () => {
  it.each([
    ['webm', 'webm..\x86\x86A_OPUS', true],
    ['webm', 'webm..V_VP9..A_OPUS', false],
    ['webm', 'webm..V_VP8', false],
    ['mp4', `ftypmp42${mp4('soun')}`, true],
    ['mp4', `ftypmp42${mp4('vide', 'soun')}`, false],
    ['3gp', `ftyp3gp4mdat${FILLED}moov${mp4('soun')}`, true],
    ['mov', `ftypqt  mdat${FILLED}moov${mp4('soun', 'vide')}`, false],
    ['mp4', 'nothing that is known', false],
  ])('%s %#', async (ending, words, isSound) => {
    const file = fileOf(`a.${ending}`, text(words));
    expect(await holdsOnlySound(file)).toBe(isSound);
    const onDisk = { ...file, blob: new Blob([text(words)]), bytes: () => Promise.reject() };
    expect(await holdsOnlySound(onDisk)).toBe(isSound);
  });
});
