/** Files that are no assignment or no answer are told what is wrong with them, and where. */
import { describe, expect, it } from 'vitest';
import { jsonOf, parseAnswer, parseAssignment } from './assignment';

const TASK = {
  format: 1,
  id: 'less-starving',
  question: 'Which settings feed the sound?',
  base: { epochs: 2 },
  allowed: ['optimizer.learningRate'],
  conditions: [{ measure: 'gap.joint.sound', op: '<=', value: 0.1 }],
  seeds: [1, 2],
};
const CONDITION = TASK.conditions[0];
const ANSWER = { format: 1, task: 'less-starving', settings: {} };

const without = (file: object, key: string) =>
  Object.fromEntries(Object.entries(file).filter(([name]) => name !== key));

describe('an assignment', () => {
  it('is taken as it stands, with and without its title and seeds', () => {
    expect(parseAssignment(TASK, 'task.json')).toEqual(TASK);
    const titled = { ...without(TASK, 'seeds'), title: 'Feed it' };
    expect(parseAssignment(titled, 'task.json')).toEqual(titled);
  });

  it.each([
    [null, 'task.json holds null; an assignment is an object with format, id, title, question'],
    [[TASK], 'task.json holds [{"format":1'],
    [without(TASK, 'id'), 'task.json has no id; an assignment needs format, id, question, base'],
    [{ ...TASK, format: 2 }, 'format is 2; it must be 1; other formats come from another version'],
    [{ ...TASK, format: '1' }, 'format is "1"; it must be 1'],
    [{ ...TASK, id: 'Less Starving' }, 'id is "Less Starving"; it must be a name of small letters'],
    [{ ...TASK, question: '  ' }, 'question is "  "; it must be a question in words.'],
    [{ ...TASK, base: [] }, 'base is []; it must be an object of settings.'],
    [{ ...TASK, allowed: [] }, 'allowed is []; it must name paths of settings'],
    [{ ...TASK, allowed: ['a b'] }, 'allowed.0 is "a b"; it must be the path of a setting'],
    [{ ...TASK, allowed: ['a'.repeat(1e6)] }, 'aaa...; it must be the path of a setting'],
    [{ ...TASK, allowed: Array(1e5).fill('epochs') }, 'it must list at most 200.'],
    [{ ...TASK, allowed: ['seed'] }, 'allowed.0 is "seed"; it must be no seed; which seeds are'],
    [{ ...TASK, allowed: ['methods.joint.weightSeed'] }, 'it must be no seed'],
    [{ ...TASK, conditions: [] }, 'conditions is []; it must name conditions.'],
    [{ ...TASK, conditions: [3] }, 'conditions.0 is 3; it must be an object with measure, op'],
    [
      { ...TASK, conditions: [without(CONDITION ?? {}, 'op')] },
      'has no conditions.0.op; a condition',
    ],
    [
      { ...TASK, conditions: [{ ...CONDITION, op: '=' }] },
      'conditions.0.op is "="; it must be one',
    ],
    [
      { ...TASK, conditions: [{ ...CONDITION, measure: 'joint.loss' }] },
      'conditions.0.measure is "joint.loss"; it must be a measure: RUN.fusion, RUN.unimodal',
    ],
    [{ ...TASK, conditions: [{ ...CONDITION, value: 10 }] }, 'it must be a share from -1 to 1'],
    [{ ...TASK, conditions: [{ ...CONDITION, value: '0.1' }] }, 'it must be a number: a share'],
    [
      { ...TASK, conditions: [{ ...CONDITION, by: 1 }] },
      'there is no conditions.0.by; a condition',
    ],
    [{ ...TASK, seeds: [] }, 'seeds is []; it must name seeds'],
    [{ ...TASK, seeds: [1, 1] }, 'seeds is [1,1]; it must name each seed once.'],
    [{ ...TASK, seeds: [1.5] }, 'seeds.0 is 1.5; it must be a whole number from 0 to 2147483647.'],
    [{ ...TASK, seeds: Array.from({ length: 21 }, (_, i) => i) }, 'must name at most 20 seeds'],
    [{ ...TASK, hint: 'x' }, 'there is no hint in an assignment; it has format, id, title'],
  ])('is refused as %j', (file, sentence) => {
    expect(() => parseAssignment(file, 'task.json')).toThrow(sentence);
  });
});

describe('an answer', () => {
  it('is taken as it stands', () => {
    expect(parseAnswer(ANSWER, 'answer.json')).toEqual(ANSWER);
  });

  it.each([
    ['text', 'answer.json holds "text"; an answer is an object with format, task, settings.'],
    [{}, 'answer.json has no format; an answer needs format, task, settings.'],
    [{ ...ANSWER, format: 0 }, 'format is 0; it must be 1'],
    [without(ANSWER, 'task'), 'answer.json has no task'],
    [{ ...ANSWER, task: 7 }, 'task is 7; it must be a name'],
    [without(ANSWER, 'settings'), 'answer.json has no settings'],
    [{ ...ANSWER, settings: 'none' }, 'settings is "none"; it must be an object of settings.'],
    [
      { ...ANSWER, passed: true },
      'there is no passed in an answer; it has format, task, settings.',
    ],
  ])('is refused as %j', (file, sentence) => {
    expect(() => parseAnswer(file, 'answer.json')).toThrow(sentence);
  });
});

it('says of a text that is no JSON what the reader stumbled over', () => {
  expect(() => jsonOf('{"format":1', 'answer.json')).toThrow(/^answer\.json is not JSON: .+\.$/);
});
