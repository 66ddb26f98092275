/**
 * `headless --check TASK.json --answer ANSWER.json`: whether an answer does what an assignment asks, in one line of
 * JSON and in the exit status, so that any grader that runs a command can use it.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { prepareAssignment } from '../../data/assignment-settings';
import { AssignmentError, jsonOf, parseAnswer, parseAssignment } from '../../protocol/assignment';
import { checkAnswer } from '../check/check-answer';
import { optionsOf } from '../command-line';
import { DEVICE_OPTIONS, deviceAsked } from '../device-options';
import { EXIT } from '../exit-codes';
import { openLab, tellReport } from '../lab/open-lab';
import { print } from '../output';
import { CHECK_USAGE } from '../usage';

/** Whether the words ask for this command, which has an option for its name. */
export const isCheck = (argv: readonly string[]): boolean =>
  argv.some((word) => /^--(check|answer)(=|$)/.test(word));

async function jsonIn(path: string, option: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new AssignmentError(`${option} is ${path}; there is no such file to read.`);
  }
  return jsonOf(text, basename(path));
}

export async function checkCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    argv,
    {
      check: { type: 'string' },
      answer: { type: 'string' },
      ...DEVICE_OPTIONS,
      help: { type: 'boolean' },
    },
    CHECK_USAGE,
  );
  if (values.help) {
    console.error(CHECK_USAGE);
    return EXIT.ok;
  }
  const { check, answer: answered } = values;
  if (check === undefined || answered === undefined || positionals.length > 0) {
    throw new AssignmentError(
      'A check needs --check TASK.json and --answer ANSWER.json, and nothing else but --backend, --engine and --storage.',
      `\n${CHECK_USAGE}`,
    );
  }
  const device = deviceAsked(values);
  const task = basename(check);
  const file = basename(answered);
  // before the device: files that cannot be used should say so at once
  const prepared = prepareAssignment(parseAssignment(await jsonIn(check, '--check'), task), task);
  const answer = parseAnswer(await jsonIn(answered, '--answer'), file);
  const { lab, report } = await openLab(device);
  tellReport(report);
  try {
    const checked = await checkAnswer(lab, prepared, answer, file, (line) => console.error(line));
    if (checked.refused !== null) console.error(checked.refused);
    await print(checked);
    return checked.passed ? EXIT.ok : EXIT.runFailed;
  } finally {
    await lab.closed();
  }
}
