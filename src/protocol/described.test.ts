import * as v from 'valibot';
import { expect, it } from 'vitest';
import { catalogue } from '../method/catalogue';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import { describedSchema } from './described';

const described = { catalogue, measures: measureCatalogue };

it('keeps all that this lab says of its methods and measures', () => {
  const parsed = v.parse(describedSchema, JSON.parse(JSON.stringify(described)));
  expect(parsed).toEqual(JSON.parse(JSON.stringify(described)));
});

it.each([
  ['steering', [{ stage: 'joint', on: 'elsewhere', mark: '' }]],
  ['steering', 3],
  ['losses', [{ id: 'a', label: 'a', stage: 's', on: 'o', reaches: 'own', lesson: { set: 1 } }]],
  ['losses', [{ id: 'a', label: 'a', stage: 's', on: 'o', reaches: 'own', variants: [{}] }]],
  ['losses', [{ id: 'a', label: 'a', stage: 's', on: 'o', reaches: 'own', box: ['one'] }]],
])('refuses a method whose %s could not be drawn', (key, value) => {
  const [method] = catalogue;
  const wrong = { ...described, catalogue: [{ ...method, [key]: value }] };
  expect(v.is(describedSchema, wrong)).toBe(false);
});
