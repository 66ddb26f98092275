// @vitest-environment jsdom
/** The Training form: every knob that counts has a named control, and what is refused says why. */
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { catalogue } from '../../method/catalogue';
import { ENCODER_KNOBS } from '../../protocol/encoders';
import { rangeOf } from '../../protocol/knobs';
import { TRAINING_KNOBS } from '../../protocol/training-knobs';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { SessionProvider } from '../session-context';
import { TrainingPanel } from './TrainingPanel';

beforeAll(() => {
  // jsdom has none; lists to choose from measure themselves with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

async function opened(changes: object = {}) {
  const lab = await openedSession({ catalogue }, settingsFrom(changes));
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={lab.session} theme={theme}>
      <TrainingPanel />
    </SessionProvider>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /epochs/ }));
  const settings = () => lab.session.experiment.getState().settings;
  /** Types a value and leaves the field. */
  const type = async (label: string, text: string, inside = screen) => {
    const field = inside.getByRole('textbox', { name: label });
    await user.clear(field);
    await user.type(field, text);
    await user.tab();
    await act(() => lab.settle());
  };
  return { ...lab, user, settings, type };
}

const group = (name: string) =>
  within(screen.getByRole('group', { name })) as unknown as typeof screen;

describe('the Training form', () => {
  it('is one line with the main numbers until somebody opens it', async () => {
    const lab = await openedSession({}, settingsFrom({ epochs: 12 }));
    const theme = createThemeStore({ storage: null, prefersDark: false });
    render(
      <SessionProvider session={lab.session} theme={theme}>
        <TrainingPanel />
      </SessionProvider>,
    );
    const line = screen.getByRole('button', { name: '12 epochs, batches of 32, sgd at 0.01' });
    expect(line.getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('has a control for every knob of training but seed and folds, which stand elsewhere, each with its range', async () => {
    await opened({ data: { source: 'builtin', id: 'penguins' } });
    const shown = TRAINING_KNOBS.filter(({ path }) => !/^(seed|samples|folds?$)/.test(path));
    for (const knob of shown) {
      const isChosen = knob.kind === 'choice' || knob.kind === 'flag';
      const control = screen.getByRole(isChosen ? 'combobox' : 'textbox', { name: knob.label });
      const note = document.getElementById(control.getAttribute('aria-describedby') ?? '');
      expect(note?.textContent, knob.path).toContain(knob.explanation);
      if (!isChosen) expect(note?.textContent).toContain(rangeOf(knob).slice(1));
    }
  });

  it('changes the experiment, and says beside the field why a value is refused', async () => {
    const { settings, type } = await opened();
    await type('Epochs', '7');
    expect(settings().epochs).toBe(7);
    await type('Learning rate', '0');
    expect(settings().optimizer.learningRate).toBe(0.01);
    const field = screen.getByRole('textbox', { name: 'Learning rate' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Learning rate is "0"; it must be a number above 0 and at most 100.',
    );
  });

  it('shows momentum for the optimizer that has it only', async () => {
    await opened({ optimizer: { kind: 'adam' } });
    expect(screen.queryByRole('textbox', { name: 'Momentum' })).toBeNull();
  });

  it('changes the shares of a split together, once they add up to 1', async () => {
    const { settings, type } = await opened({ data: { source: 'builtin', id: 'penguins' } });
    const before = settings().split;
    await type('Share for training', '0.6');
    expect(settings().split).toEqual(before);
    expect(group('Split').getByRole('status').textContent).toBe(
      'The shares add up to 0.9; they must add up to 1, with some for training and some for the test. Until then the split stays as it was.',
    );
    await type('Share for the test', '0.3');
    expect(settings().split).toEqual({ train: 0.6, validation: 0.1, test: 0.3 });
    expect(group('Split').getByRole('status').textContent).toBe('');
  });
});

describe('the encoder of a modality', () => {
  it('has the fields that its kind reads, and changes that modality only', async () => {
    const { settings, type } = await opened({ encoders: { picture: { kind: 'mlp' } } });
    const picture = group('Encoder of Picture');
    const labels = (paths: readonly string[]) =>
      ENCODER_KNOBS.filter(({ path }) => paths.includes(path)).map(({ label }) => label);
    for (const label of labels(['kind', 'embedding'])) {
      picture.getByRole('combobox', { name: label });
    }
    for (const label of labels(['hidden', 'featureDim'])) {
      picture.getByRole('textbox', { name: label });
    }
    expect(picture.queryByRole('textbox', { name: 'Channels' })).toBeNull();
    await type('Hidden layers', '64, 32', picture);
    expect(settings().encoders).toEqual({ picture: { kind: 'mlp', hidden: [64, 32] } });
  });

  it('says why a kind cannot read it', async () => {
    await opened();
    const sound = group('Encoder of Sound');
    expect(sound.getByText(/^CNN: sound is a list of numbers/)).toBeTruthy();
  });
});

describe('the form of an encoder', () => {
  const NEED =
    'DI-MML, whose shared head and DUC read every modality, needs features of one length.';

  it('says at once that features have several lengths where a run needs one, and makes them alike', async () => {
    const { user, settings, type } = await opened();
    await type('Feature', '24', group('Encoder of Sound'));
    const hints = await screen.findAllByText(new RegExp(NEED));
    expect(hints.map(({ textContent }) => textContent)).toEqual([
      `The feature of Picture has 16 dimensions, that of Sound 24. ${NEED}`,
      `The feature of Sound has 24 dimensions, that of Picture 16. ${NEED}`,
    ]);
    expect(hints.every((hint) => hint.closest('[role="status"]'))).toBe(true);
    const ways = group('Encoder of Picture').getAllByRole('button', { name: /Give every feature/ });
    expect(ways.map(({ textContent }) => textContent)).toEqual([
      'Give every feature 16 dimensions',
      'Give every feature 24 dimensions',
    ]);
    await user.click(ways[1] as HTMLElement);
    expect(settings().encoders).toMatchObject({
      picture: { featureDim: 24 },
      sound: { featureDim: 24 },
    });
    expect(screen.queryByText(new RegExp(NEED))).toBeNull();
  });

  it('says nothing of lengths where no run minds', async () => {
    await opened({ encoders: { sound: { featureDim: 24 } }, methods: { joint: {} } });
    await act(() => import('./EncoderHints'));
    expect(screen.queryByText(/needs features of one length/)).toBeNull();
  });

  it('says that a kind set for all cannot read a modality, and offers one that can', async () => {
    const encoders = { '*': { kind: 'resnet18', width: 4 } };
    const { user, settings } = await opened({ encoders, methods: { joint: {} } });
    const sound = group('Encoder of Sound');
    await sound.findByText('ResNet-18: sound is a list of numbers (64), not an image; use "mlp".');
    expect(group('Encoder of Picture').queryByText(/^ResNet-18: /)).toBeNull();
    await user.click(sound.getByRole('button', { name: 'Use MLP for Sound' }));
    expect(settings().encoders['sound']).toEqual({ kind: 'mlp' });
    expect(sound.getAllByText(/^ResNet-18: /)).toHaveLength(1);
  });
});
