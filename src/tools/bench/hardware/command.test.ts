import { expect, it } from 'vitest';
import { hardwareCommand } from './command';

it.each([
  [['--kinds', 'vgg'], '--kinds is vgg; it must be none, or some of mlp,cnn.'],
  [['--minutes', 'ten'], '--minutes is ten; it must be a number, 0 or more.'],
  [['--races=-1'], '--races is -1; it must be a number, 0 or more.'],
])('%s is refused before anything is looked for', async (words, sentence) => {
  await expect(hardwareCommand(words, 'never-written')).rejects.toThrow(sentence);
});
