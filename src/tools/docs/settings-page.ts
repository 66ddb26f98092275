/** docs/settings.md: every setting by its path, from the lists that the schema and the forms are made of. */
import { ENCODER_KINDS, ENCODERS } from '../../protocol/encoders';
import { SETTINGS_LIST } from '../../protocol/settings-list';
import { code, table } from './markdown';

const INTRODUCTION = `# Settings

One JSON value describes an experiment completely. The address of the page carries it (\`#s=\`), a file of runs holds it,
the command reads it (\`--settings FILE.json\`, or one path at a time: \`--set optimizer.learningRate=0.02\`). A value out of
range is refused by its path and never clamped. What is not given has the value in the second column, or what the chosen
data start from ([presets](presets.md)).

This page is written by \`npm run docs\` from the lists that the schema, the forms and \`--help\` are made of. The knobs of
the methods are in [method.md](method.md#their-knobs): they stand at \`methods.RUN.KNOB\`, or at \`methodDefaults.METHOD.KNOB\`
for all runs of a method, with \`*\` for every method that has them.`;

const ENCODER_WORDS = `\`MODALITY\` is a modality's name such as \`picture\`, or \`*\` for all. The command refuses a name that the data do not have, with its
path and the names there are: it is a slip of the pen. The page keeps it and it changes nothing: it may be of other data that somebody comes back to,
and an address that has it opens; so does an answer to an assignment that the command checks.`;

function encoders(): string {
  return table(
    ['kind', 'what it is', 'reads'],
    ENCODER_KINDS.map((kind) => [
      code(kind),
      ENCODERS[kind].explanation,
      ENCODERS[kind].uses.map(code).join(', '),
    ]),
  );
}

/** The whole page. */
export function settingsPage(): string {
  const chapters = SETTINGS_LIST.map(({ title, settings }) => {
    const rows = settings.map(({ path, range, standard, explanation }) => [
      code(path),
      standard === '' ? 'none' : code(standard),
      range,
      explanation,
    ]);
    const list = table(['path', 'where nothing is set', 'values', 'what it does'], rows);
    const more = title === 'Encoders' ? `${ENCODER_WORDS}\n\n${encoders()}\n\n` : '';
    return `## ${title}\n\n${more}${list}`;
  });
  return `${[INTRODUCTION, ...chapters].join('\n\n')}\n`;
}
