/**
 * The words by which people name splits, classes, groups, kinds of data, and what is none of these. Folders at any
 * level, files, columns and arrays are all asked here, by the words in their names. Imports the protocol's types only.
 */
import type { SplitName } from '../../../protocol/data-set';

/** `segTrain_02` gives seg, train, 02: words and numbers apart, in small letters, composed. */
export const tokensOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/(\p{N})(\p{L})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const SPLIT_WORDS: Readonly<Record<SplitName, ReadonlySet<string>>> = {
  train: setOf(
    'train training trainings trn trainval learn learning entraînement entrainement apprentissage entrenamiento addestramento treino treinamento trainieren',
  ),
  validation: setOf(
    'validation validate valid val dev devel development validierung validación validacion validazione validação validatie',
  ),
  test: setOf(
    'test testing tst eval evaluation holdout heldout testen prueba pruebas teste testes',
  ),
};
/** Beside other words only: alone they may be anything. */
const SHORT_SPLITS: Readonly<Record<string, SplitName>> = {
  tr: 'train',
  va: 'validation',
  te: 'test',
  ts: 'test',
};
/** Words that stick to a split word: trainset, testlist. */
const STUCK =
  /(sets?|lists?|split|data|daten|datensatz|satz|menge|données|datos|dati|dados|images?|imgs?|files?|folder|labels?)$/;

function splitOfToken(token: string): SplitName | null {
  for (const word of [token, token.replace(STUCK, '')]) {
    for (const split of ['train', 'validation', 'test'] as const) {
      if (SPLIT_WORDS[split].has(word)) return split;
    }
  }
  return null;
}

/** A name without the word that names its split, and that split. */
export interface SplitInName {
  readonly split: SplitName;
  /** What else the name says, e.g. `x` of `X_train`; empty where it is nothing else. */
  readonly base: string;
}

/** The split that a name says: `seg_train`, `X_te`, `testing_list`; null for none, and for two at once. */
export function splitInName(name: string): SplitInName | null {
  const tokens = tokensOf(name);
  const said = tokens.map(
    (token) => splitOfToken(token) ?? (tokens.length > 1 ? (SHORT_SPLITS[token] ?? null) : null),
  );
  const splits = new Set(said.filter((split) => split !== null));
  const [split] = splits;
  if (splits.size !== 1 || !split) return null;
  const others = tokens.filter(
    (token, at) => said[at] === null && !/^(sets?|lists?|split|data)$/.test(token),
  );
  return { split, base: others.join('_') };
}

/** Usual names of the class, most telling first. */
const LABEL_NAMES =
  'label labels class classes target targets y gt gnd groundtruth truth species category categories digit diagnosis dx variety genus outcome emotion activity klasse kategorie etikett classe étiquette clase etiqueta categoría especie rótulo diagnose aktivität zielvariable sorte catégorie activité espèce diagnóstico actividad categoria diagnosi attività'.split(
    ' ',
  );
const LABEL_WORDS: ReadonlySet<string> = new Set(LABEL_NAMES.filter((word) => word.length > 1));
/** What else may stand beside a label word: class_name, label_id. */
const BESIDE_LABEL = setOf('name names id ids idx index code no nr num number text str true gold');
/** Names that a class often has, and other columns too. */
const LIKELY_LABELS = setOf(
  'income survived churn quality result gesture sentiment genre breed disease condition status grade type subtype intent topic tag verdict decision risk fraud spam',
);

/** How surely a name says that it is the class: 1 for `label`, less for `wine_class`, 0 for no such word. */
export function labelStrength(name: string): number {
  const tokens = tokensOf(name);
  const place = LABEL_NAMES.indexOf(tokens.join(''));
  if (place >= 0) return 1 - place / 1000;
  const words = tokens.filter((token) => !/^\p{N}+$/u.test(token));
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (LABEL_WORDS.has(last)) return 0.8;
  if (LABEL_WORDS.has(first) && words.slice(1).every((word) => BESIDE_LABEL.has(word))) return 0.8;
  return LIKELY_LABELS.has(tokens.join('')) ? 0.6 : 0;
}

/** Whether a name alone says that it is the class. */
export const isLabelName = (name: string): boolean => labelStrength(name) >= 0.8;

/** Who or what several samples come from, whoever is likeliest to be meant first. */
const GROUP_NAMES =
  'subject subjects subj speaker speakers actor actors participant participants patient patients user users person persons volunteer proband child singer writer author signer performer player driver rider animal individual client customer donor sprecher sprecherin proband probandin teilnehmer teilnehmerin versuchsperson person personen schüler schülerin sujet sujets locuteur patiente élève sujeto hablante paciente participante soggetto parlante paziente partecipante falante deelnemer spreker group groups gruppe groupe grupo gruppo groep session sessions sitzung séance sesión fold folds'.split(
    ' ',
  );
const BESIDE_GROUP = setOf('id ids no nr num number name code index key');

/** The rank of a name that says whose a sample is, 0 for the likeliest; -1 for no such name. */
export function groupRank(name: string): number {
  const words = tokensOf(name).filter((token) => !/^\p{N}+$/u.test(token));
  const said = words.filter((word) => GROUP_NAMES.includes(word));
  const [word] = said;
  const others = words.filter((each) => each !== word);
  if (!word || !others.every((each) => BESIDE_GROUP.has(each))) return -1;
  return GROUP_NAMES.indexOf(word);
}

/** Names that say which sample it is or when it was taken, not what it is like. */
const NEITHER_NAMES = setOf(
  'id ids uid uuid qid guid index idx row rows rowid rownum rownames no nr number name names file files filename filenames filepath path paths url link year date time datetime timestamp timestamps trial trials take hash md5 serial key unnamed column1 nummer laufnummer datei dateien dateiname pfad vorname nachname zeit uhrzeit datum zeitstempel zeile fichier chemin numéro nom prénom heure horodatage archivo ruta número nombre fecha hora percorso numero nome arquivo caminho bestand bestandsnaam tijd',
);
const NEITHER_ENDS = setOf(
  'id ids uid uuid qid idx index file filename filepath path timestamp url nr no nummer datei dateiname pfad zeitstempel fichier archivo arquivo bestand',
);
const TIMES =
  /^(time|timestamp|elapsed|seconds|zeit|zeitstempel|sekunden|temps|tiempo|tijd)([_ .(\-[]+(s|ms|us|ns|sec|seconds|utc|elapsed))?[)\]]*$/i;

/** Whether a name is that of a clock. */
export const isTimeName = (name: string): boolean => TIMES.test(name.trim());

/** Whether a name is that of neither a class nor a feature. */
export function isNeitherName(name: string): boolean {
  const tokens = tokensOf(name);
  const words = tokens.filter((token) => !/^\p{N}+$/u.test(token));
  if (isTimeName(name) || NEITHER_NAMES.has(words.join(''))) return true;
  if (words[0] === 'unnamed') return true;
  const last = words.at(-1) ?? '';
  return words.length > 1 && (NEITHER_ENDS.has(last) || (last === 'number' && words.length === 2));
}

/** Folders that only hold a share of the files: `images_part_1`, `batch2`. */
export const isStorageName = (name: string): boolean => {
  const tokens = tokensOf(name);
  const at = tokens.findIndex((token) =>
    /^(part|parts|teil|batch|shard|chunk|disk|disc|volume|vol|archive)$/.test(token),
  );
  return at >= 0 && at === tokens.length - 2 && /^(\p{N}+|\p{L})$/u.test(tokens.at(-1) ?? '');
};

/** Folders beside the classes that hold no class: `_background_noise_`. */
export const isBesideClasses = (name: string): boolean => /^[_.]/.test(name);

const KIND_WORDS: readonly ReadonlySet<string>[] = [
  setOf(
    'image images img imgs picture pictures pic pics photo photos rgb visual frames jpg jpeg jpegs png bild bilder foto fotos zeichnungen imagen imágenes imagens immagine immagini afbeelding afbeeldingen beeld beelden',
  ),
  setOf(
    'sound sounds audio audios wav wavs wave waves voice voices speech spoken acoustic recordings mp3 ton töne tonaufnahmen klang klänge geräusch geräusche stimme stimmen sprache sons sonido sonidos suono suoni geluid geluiden',
  ),
  setOf('video videos clip clips movie movies mp4 vidéo vidéos vídeo vídeos film filme'),
  setOf('flow motion optical'),
  setOf('mesh meshes'),
  setOf('text texts transcript transcripts caption captions texte textos testi tekst teksten'),
];

/** Whether a name says which kind of data it holds: images, wav, video. */
export const isKindName = (name: string): boolean => {
  const tokens = tokensOf(name);
  return tokens.some((token) => KIND_WORDS.some((words) => words.has(token)));
};

/** Columns and folders of sentences. */
const TEXT_NAMES = setOf(
  'text texts txt sentence sentences caption captions description descriptions title titles headline headlines review reviews comment comments message messages tweet tweets post posts question questions answer answers utterance utterances transcript transcripts transcription body content summary abstract document documents lyrics dialogue premise hypothesis subtitle subtitles tekst texto texte testo beschreibung satz kommentar kommentare anmerkung anmerkungen bemerkung bemerkungen antwort frage titel überschrift nachricht notiz notizen commentaire titre réponse comentario respuesta título descripción commento risposta',
);

/** Whether a name says that it holds sentences: `caption`, `review_text`, `question1`. */
export const isTextName = (name: string): boolean => {
  const tokens = tokensOf(name).filter((token) => !/^\p{N}+$/u.test(token));
  const last = tokens.at(-1);
  return last !== undefined && (TEXT_NAMES.has(last) || TEXT_NAMES.has(tokens[0] ?? ''));
};

const VIEWS = setOf(
  'front rear back left right top bottom side camera cam depth ir infrared thermal rgb view lidar radar vorne hinten links rechts oben unten',
);

/** Whether a name says from where the same thing was seen. Where nothing else is the class, left and right may be. */
export const isViewName = (name: string): boolean => {
  const words = tokensOf(name).filter((token) => !/^\p{N}+$/u.test(token));
  return words.length > 0 && words.every((word) => VIEWS.has(word));
};

/** A table of made-up answers in the form in which a competition wants them. */
export const isSubmissionName = (name: string): boolean => tokensOf(name).includes('submission');
