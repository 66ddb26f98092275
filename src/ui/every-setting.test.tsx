// @vitest-environment jsdom
/**
 * Every setting has a control: the test walks the schema of the settings, draws the panels of the page, and looks for a
 * named control of every path, with what it takes. A path that is added to the schema without a control fails it.
 */
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { settingsFrom } from '../data/starting-settings';
import { catalogue } from '../method/catalogue';
import { ENCODER_KNOBS } from '../protocol/encoders';
import { GENERATOR_KNOBS } from '../protocol/generator-knobs';
import { type Knob, rangeOf, readText } from '../protocol/knobs';
import { settingsSchema } from '../protocol/settings';
import { SETTINGS_LIST } from '../protocol/settings-list';
import { TRAINING_KNOBS } from '../protocol/training-knobs';
import type { ImportingState } from '../state/importing/importing-store';
import type { Session } from '../state/session';
import { createThemeStore } from '../state/theme-store';
import { openedSession } from '../testing/opened-session';
import { DataPanel } from './data/DataPanel';
import { ImportChoices } from './data/ImportChoices';
import DefaultsForm from './methods/DefaultsForm';
import { MethodList } from './methods/MethodList';
import { SessionProvider } from './session-context';
import { SeedControl } from './shell/SeedControl';
import { TrainingPanel } from './training/TrainingPanel';

// jsdom has none of these; lists and sliders measure themselves, and scroll to what is chosen
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;
afterEach(cleanup);

/** Stands for a name that is no word of the schema: a modality, a run, a class. */
const ANY = '<any>';

interface Schema {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly value?: Schema;
  readonly pipe?: readonly Schema[];
}

/** Every path at which settings hold a value that is not always the same. */
function pathsOf(schema: Schema, path = ''): readonly string[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (schema.wrapped) return pathsOf(schema.wrapped, path);
  if (schema.entries) {
    return Object.entries(schema.entries).flatMap(([key, part]) => pathsOf(part, at(key)));
  }
  if (schema.type === 'record' && schema.value) return pathsOf(schema.value, at(ANY));
  return schema.type === 'literal' ? [] : [path];
}

const PATHS = pathsOf(settingsSchema as unknown as Schema);

/** What the page has drawn for a path. */
interface Control {
  readonly name: string;
  /** What a person is told of it: its note, its options, its ends. */
  readonly told: string;
}

/** The texts of the elements that an attribute names. */
const textBy = (element: Element, attribute: string): string =>
  (element.getAttribute(attribute) ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
    .trim();

function nameOf(element: HTMLElement): string {
  const labels = (element as HTMLInputElement).labels ?? [];
  const label = [...labels].map((each) => each.textContent).join(' ');
  return element.getAttribute('aria-label') ?? (textBy(element, 'aria-labelledby') || label);
}

/** What a list offers, opened by the keyboard. */
function optionsOf(list: HTMLElement): string {
  fireEvent.keyDown(list, { key: 'ArrowDown' });
  const options = [...document.querySelectorAll('[role="option"]')].map((each) => each.textContent);
  fireEvent.keyDown(document.activeElement ?? list, { key: 'Escape' });
  return options.join(', ');
}

/** Lists that methods and modalities have alike are opened once: opening one takes as long as drawing a form. */
const isOneOfAKind = (element: HTMLElement): boolean =>
  element.getAttribute('role') === 'combobox' &&
  !/^(method|encoders[.](?![*]))/.test(element.dataset['setting'] ?? '');

function toldOf(element: HTMLElement): string {
  const ends = ['aria-valuemin', 'aria-valuemax'].map((end) => element.getAttribute(end) ?? '');
  const cards = [...element.querySelectorAll('[role="radio"]')].map((each) =>
    nameOf(each as HTMLElement),
  );
  const options = isOneOfAKind(element) ? optionsOf(element) : '';
  return [textBy(element, 'aria-describedby'), ...ends, ...cards, options].join(' ').trim();
}

/** Opens everything that is folded away, and reads the controls. */
function controlsOn(container: HTMLElement): ReadonlyMap<string, Control> {
  for (const folded of container.querySelectorAll('details')) folded.open = true;
  for (let more = 1; more > 0; ) {
    const shut = [
      ...container.querySelectorAll<HTMLElement>('button[aria-expanded="false"]'),
    ].filter((each) => each.getAttribute('role') !== 'combobox');
    more = shut.length;
    // at once, for every one of them draws the whole list anew
    act(() => {
      for (const each of shut) each.click();
    });
  }
  return new Map(
    [...container.querySelectorAll<HTMLElement>('[data-setting]')].map((element) => [
      element.dataset['setting'] ?? '',
      { name: nameOf(element), told: toldOf(element) },
    ]),
  );
}

/** Files of which everything can be asked: in a table beside pictures, sounds, videos, series and texts. */
function importOfEverything(): ImportingState {
  const kinds = ['image', 'audio', 'video', 'flow', 'series', 'text', 'vector'] as const;
  const current = {
    name: 'everything',
    phase: 'read',
    choices: {},
    offer: {
      what: 'columns',
      gathers: true,
      parts: ['label', 'subject', 'half', 'a', 'b'].map((name) => ({
        name,
        detail: 'numbers',
        uses: ['label', 'split', 'group', 'modality'],
      })),
      roles: { label: 'label', a: { modality: 'front' }, b: { modality: 'side' } },
    },
    reading: {
      report: {
        modalities: kinds.map((kind) => ({ id: kind, name: kind, kind, shape: [4] })),
        isMedia: true,
        groups: [{ name: 'first' }, { name: 'second' }],
        incomplete: 3,
        classesFound: ['cat', 'dog'],
      },
    },
  };
  return {
    shown: true,
    guide: false,
    told: null,
    current,
    inUse: null,
  } as unknown as ImportingState;
}

const drawPage = async (changes: object, children: ReactNode, given: Partial<Session> = {}) => {
  const lab = await openedSession({ catalogue }, settingsFrom(changes));
  const theme = createThemeStore({ storage: null, prefersDark: false });
  const { container } = render(
    <SessionProvider session={{ ...lab.session, ...given }} theme={theme}>
      {children}
    </SessionProvider>,
  );
  return container;
};

/** What a page draws: each time with other settings, so that all that counts somewhere is drawn once. */
async function drawn() {
  const controls = new Map<string, Control>();
  const draw = async (...page: Parameters<typeof drawPage>) => {
    const container = await drawPage(...page);
    for (const [path, control] of controlsOn(container)) controls.set(path, control);
    cleanup();
  };
  const race = Object.fromEntries(catalogue.map(({ id }) => [id, {}]));
  await draw(
    { data: { missing: { picture: 0.1 } } },
    <>
      <SeedControl />
      <DataPanel />
      <TrainingPanel />
    </>,
  );
  // apart, for opening a list takes the longer the more is drawn
  await draw({ methods: race }, <MethodList />);
  await draw({ data: { source: 'builtin', id: 'penguins' }, folds: 5 }, <TrainingPanel />);
  const state = importOfEverything();
  const importing = { store: createStore(() => state), choose: async () => {} };
  await draw({}, <ImportChoices />, { importing } as unknown as Partial<Session>);
  await draw({}, <DefaultsForm />);
  return controls;
}

const controls = await drawn();
const matches = (pattern: string) => {
  const parts = pattern.split(ANY).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const form = new RegExp(`^${parts.join('[^.]+')}$`);
  return [...controls].filter(([path]) => form.test(path));
};

describe('every setting of the schema', () => {
  it('is walked: the schema has the paths that its docs have, and more', () => {
    const documented = SETTINGS_LIST.flatMap(({ settings }) => settings.map(({ path }) => path));
    const walked = PATHS.map((path) => path.replace(`.${ANY}`, '.MODALITY'));
    for (const path of documented) {
      const isWalked = walked.some((each) => each === path || each.startsWith(`${path}.`));
      expect(isWalked, path).toBe(true);
    }
  });

  // a method's knobs are its own: the schema holds them as they come, and the catalogue is asked below
  it.each(PATHS.filter((path) => !/^method(s|Defaults)/.test(path)))(
    '%s has a control with a name, and says what it takes',
    (path) => {
      const found = matches(path);
      expect(found.length, `no control of ${path}`).toBeGreaterThan(0);
      for (const [at, { name, told }] of found) {
        expect(name, `the name of ${at}`).not.toBe('');
        expect(told, `what ${at} takes`).not.toBe('');
      }
    },
  );

  it.each(
    catalogue.filter(({ knobs }) => knobs.length > 0).map(({ id, knobs }) => ({ id, knobs })),
  )(
    'of $id has a control for each of its knobs, and for every modality where it may differ',
    ({ id, knobs }) => {
      for (const knob of knobs) {
        const control = controls.get(`methods.${id}.${knob.path}`);
        expect(control?.name, knob.path).toBe(knob.label);
        const decided = /decides this while it is on/.test(control?.told ?? '');
        if (knob.kind === 'number' && !knob.only && !decided) {
          expect(control?.told.toLowerCase(), knob.path).toContain(rangeOf(knob).toLowerCase());
        }
        if (knob.kind === 'number' && knob.perModality) {
          const own = matches(`methods.${id}.${knob.path}.${ANY}`);
          expect(own.length, knob.path).toBeGreaterThan(1);
        }
      }
    },
  );

  it('may be set for every method at once where several have it', () => {
    expect(matches(`methodDefaults.*.${ANY}`).length).toBeGreaterThan(0);
  });
});

/** Some value that the knob takes, as it is typed. */
function someText(knob: Knob, present: string): string {
  const offers = knob.kind === 'number' ? [knob.max, knob.min, knob.only?.at(-1)] : [];
  const typed = [...offers.map(String), '7, 5', '1', '2'];
  return typed.find((text) => text !== present && 'value' in readText(knob, text)) ?? '';
}

it('a value that is typed into a control goes to the path that it is found by', async () => {
  const change = vi.fn();
  const container = await drawPage(
    {},
    <>
      <DataPanel />
      <TrainingPanel />
    </>,
    { change },
  );
  controlsOn(container);
  const knobs = [
    ...TRAINING_KNOBS,
    ...GENERATOR_KNOBS.flatMap((group) => group.knobs),
    ...ENCODER_KNOBS.map((knob) => ({ ...knob, path: `encoders.*.${knob.path}` })),
  ];
  const typed = knobs.flatMap((knob) => {
    const field = container.querySelector(`input[data-setting="${knob.path}"]`);
    if (!(field instanceof HTMLInputElement)) return [];
    const text = someText(knob, field.value);
    fireEvent.change(field, { target: { value: text } });
    fireEvent.blur(field);
    const read = readText(knob, text);
    return [[knob.path, 'value' in read ? read.value : read]];
  });
  expect(typed.length).toBeGreaterThan(20);
  expect(change.mock.calls).toEqual(typed);
});
