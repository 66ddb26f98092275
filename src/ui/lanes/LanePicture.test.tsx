// @vitest-environment jsdom
/** The lanes picture as a person meets it: the wall, and parts that explain themselves without a pointer. */
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import type { MethodDescription } from '../../protocol/catalogue';
import { parseSettings } from '../../protocol/settings';
import { runLanes } from '../../state/lanes/run-lanes';
import { fakeSummary } from '../../testing/fake-lab-data';
import { LanePicture } from './LanePicture';

afterEach(cleanup);

const settings = parseSettings({});

function model(id: string) {
  return runLanes({
    run: id,
    method: catalogue.find((each) => each.id === id) as MethodDescription,
    settings,
    summary: fakeSummary(settings),
    moment: { stage: null, epoch: null },
  });
}

const pictureOf = (id: string, isMoving = false) => (
  <ul>
    <LanePicture model={model(id)} dash="solid" isMoving={isMoving} samples={[]} />
  </ul>
);

it('the wall is open in joint training', () => {
  render(pictureOf('joint'));
  expect(screen.getByRole('img', { name: /the wall is open/ })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'The wall, open' })).toBeTruthy();
});

it('the wall is shut in DI-MML, whose shared head and one-way arrows cross it', () => {
  render(pictureOf('di-mml'));
  expect(screen.getByRole('img', { name: /the wall is shut/ })).toBeTruthy();
  for (const name of [
    'The wall, shut',
    'Shared head',
    'Picture teaches Sound',
    'Stop sign, Picture',
  ]) {
    expect(screen.getByRole('button', { name })).toBeTruthy();
  }
});

it('the whole picture is one stop for the Tab key, and arrows go from part to part', async () => {
  const person = userEvent.setup();
  render(pictureOf('di-mml'));
  await person.tab();
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Encoder, Picture');
  expect(
    screen.getByText(/Turns the picture of a sample into 16 numbers/, { selector: 'p' }),
  ).toBeTruthy();
  await person.keyboard('{ArrowRight}{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Feature, Picture');
  // the next is the way to save it
  await person.tab();
  expect(document.activeElement?.textContent).toMatch(/^Save figure/);
});

it('a tap explains a part, and Escape takes the explanation away', async () => {
  const person = userEvent.setup();
  render(pictureOf('di-mml'));
  await person.click(screen.getByRole('button', { name: 'Stop sign, Picture' }));
  const said = () => screen.queryByText(/Features pass, gradients do not/, { selector: 'p' });
  expect(said()).toBeTruthy();
  await person.keyboard('{Escape}');
  expect(said()).toBeNull();
});

it('every part is described for screen readers', () => {
  render(pictureOf('di-mml'));
  const parts = within(screen.getByRole('toolbar')).getAllByRole('button');
  for (const part of parts) {
    const id = part.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(id)?.textContent).toMatch(/\.\)?$/);
  }
});

it('another method in the same place keeps the drawing, so that the wall can swing', () => {
  const { rerender, container } = render(pictureOf('joint'));
  const door = container.querySelector('[data-part="door"]');
  rerender(pictureOf('di-mml'));
  expect(container.querySelector('[data-part="door"]')).toBe(door);
  expect(door?.getAttribute('style')).toContain('rotate(0deg)');
});
