/** Which names mean what. */
import { describe, expect, it } from 'vitest';
import {
  groupRank,
  isBesideClasses,
  isKindName,
  isLabelName,
  isNeitherName,
  isStorageName,
  isSubmissionName,
  isViewName,
  labelStrength,
  splitInName,
  tokensOf,
} from './words';

it('takes names apart at signs, capitals and numbers', () => {
  expect(tokensOf('segTrain_02')).toEqual(['seg', 'train', '02']);
  expect(tokensOf('XTrain')).toEqual(['x', 'train']);
  expect(tokensOf('Gro\u0308ße-3')).toEqual(['größe', '3']);
});

describe('a split in a name', () => {
  it.each([
    ['train', 'train', ''],
    ['Training_Set', 'train', ''],
    ['birds_train', 'train', 'birds'],
    ['X_tr', 'train', 'x'],
    ['labels_te', 'test', 'labels'],
    ['testlist01', 'test', '01'],
    ['validation_list', 'validation', ''],
    ['devset', 'validation', ''],
    ['TestImages', 'test', 'images'],
    ['Validierung', 'validation', ''],
    ['Prueba', 'test', ''],
    ['entrai\u0302nement_1', 'train', '1'],
  ])('is found: %s', (name, split, base) => {
    expect(splitInName(name)).toEqual({ split, base });
  });

  it.each(['te', 'cat', 'train_test', 'trainer', 'latest', 'protest', 'contest1'])(
    'is not found: %s',
    (name) => expect(splitInName(name)).toBeNull(),
  );
});

it('knows the class by its name, and ids, times and groups as none', () => {
  for (const name of ['label', 'Class', 'gt', 'ground_truth', 'wine_class', 'label_id', 'dx']) {
    expect([name, isLabelName(name)]).toEqual([name, true]);
  }
  for (const name of ['dx_type', 'classroom', 'income', 'yard', 'x']) {
    expect([name, isLabelName(name)]).toEqual([name, false]);
  }
  expect(labelStrength('label')).toBeGreaterThan(labelStrength('target'));
  expect(labelStrength('income')).toBe(0.6);
  for (const name of ['id', 'PassengerId', 'image_id', 'Unnamed: 0', 'time (s)', 'trial', 'row']) {
    expect([name, isNeitherName(name)]).toEqual([name, true]);
  }
  for (const name of ['reaction_time', 'acid', 'hours_per_week', 'number_of_legs', 'width']) {
    expect([name, isNeitherName(name)]).toEqual([name, false]);
  }
});

it('knows who samples come from, people before sessions before folds', () => {
  for (const name of ['subject', 'Speaker_ID', 'patient-nr', 'Actor_01', 'user']) {
    expect([name, groupRank(name) >= 0]).toEqual([name, true]);
  }
  for (const name of ['user_rating', 'actors_mood', 'id', 'groupies']) {
    expect([name, groupRank(name)]).toEqual([name, -1]);
  }
  expect(groupRank('subject')).toBeLessThan(groupRank('session'));
  expect(groupRank('session')).toBeLessThan(groupRank('fold'));
});

it('knows folders by what they are for', () => {
  expect(['wavs', 'my_images', 'Video'].every(isKindName)).toBe(true);
  expect(['cat', 'waver', 'imagine'].some(isKindName)).toBe(false);
  expect(['images_part_1', 'batch2', 'part-b'].every(isStorageName)).toBe(true);
  expect(['party', 'part', 'cat_1'].some(isStorageName)).toBe(false);
  expect(['front', 'cam_2', 'LeftView'].every(isViewName)).toBe(true);
  expect(['cat', 'leftover', '2'].some(isViewName)).toBe(false);
  expect(isBesideClasses('_noise_')).toBe(true);
  expect(isSubmissionName('sample_submission.csv')).toBe(true);
});

it('knows them in other languages, and words with two meanings in one language only', () => {
  for (const name of ['Sprecher', 'Teilnehmer-ID', 'locuteur', 'Paciente_3', 'gruppe']) {
    expect([name, groupRank(name) >= 0]).toEqual([name, true]);
  }
  for (const name of ['Zeitstempel', 'Lfd. Nummer', 'Dateiname', 'fecha', 'numéro']) {
    expect([name, isNeitherName(name)]).toEqual([name, true]);
  }
  expect(['Bilder', 'Töne', 'vidéo', 'imágenes'].every(isKindName)).toBe(true);
  expect([groupRank('kind'), isNeitherName('tempo'), isKindName('son')]).toEqual([
    -1,
    false,
    false,
  ]);
});
