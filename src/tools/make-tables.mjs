/**
 * Makes the built-in tables in public/data/. Run by hand when the sources or the format change:
 *
 *   node src/tools/make-tables.mjs [folder]
 *
 * - uci-digits.json: the 1797 test digits of UCI's "Optical Recognition of Handwritten Digits"; wine.json and
 *   breast-cancer.json, also UCI's; all three as Debian's python3-sklearn package carries them. Without a
 *   folder that holds its csv files, the package is fetched with `apt-get download` into a temporary folder
 *   and unpacked there, not installed.
 * - penguins.json: Palmer penguins, from the development dependency vega-datasets. Rows with missing
 *   numbers are kept as null; the lab leaves them out when it reads the table and says how many.
 *
 * The format is described in src/data/builtin/table-asset.ts, which reads it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outDir = join(root, 'public', 'data');
const FORMAT = 1;

/** Hands the folder with scikit-learn's csv files to `use`. */
function withSklearnData(folder, use) {
  if (folder) return use(folder);
  const temp = mkdtempSync(join(tmpdir(), 'modality-lab-tables-'));
  try {
    execFileSync('apt-get', ['download', 'python3-sklearn'], { cwd: temp, stdio: 'ignore' });
    const archive = readdirSync(temp).find((name) => name.endsWith('.deb'));
    if (!archive) throw new Error('apt-get download python3-sklearn brought no package');
    execFileSync('dpkg-deb', ['-x', archive, 'unpacked'], { cwd: temp });
    return use(join(temp, 'unpacked/usr/lib/python3/dist-packages/sklearn/datasets/data'));
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

/** Rows of numbers, the class last. The first line of these files is no header: rows, features, class names. */
function readSklearnCsv(name, text, rows, features) {
  const [counts, ...lines] = text.trim().split('\n');
  if (!counts.startsWith(`${rows},${features},`) || lines.length !== rows) {
    throw new Error(`${name}: ${rows} rows of ${features} features were expected`);
  }
  const table = lines.map((line) => line.split(',').map(Number));
  const bad = table.findIndex((row) => row.length !== features + 1 || !row.every(Number.isFinite));
  if (bad >= 0) throw new Error(`${name}: line ${bad + 2} is not ${features} numbers and a class`);
  return {
    labels: table.map((row) => row[features]),
    encoding: 'numbers',
    values: table.map((row) => row.slice(0, features)),
  };
}

function makeWine(csv) {
  return {
    format: FORMAT,
    id: 'wine',
    name: 'Italian wines',
    origin:
      'Wine, S. Aeberhard and M. Forina, 1992, UCI Machine Learning Repository, doi:10.24432/C5PC7J (chemical analysis of wines of one region of Italy, of three grape varieties)',
    licence: 'CC BY 4.0',
    classes: ['variety 1', 'variety 2', 'variety 3'],
    columns: [
      'alcohol',
      'malic acid',
      'ash',
      'alkalinity of ash',
      'magnesium',
      'total phenols',
      'flavanoids',
      'nonflavanoid phenols',
      'proanthocyanins',
      'colour intensity',
      'hue',
      'OD280/OD315 of diluted wines',
      'proline',
    ],
    ...readSklearnCsv('wine', csv, 178, 13),
  };
}

function makeBreastCancer(csv) {
  const measured = [
    'radius',
    'texture',
    'perimeter',
    'area',
    'smoothness',
    'compactness',
    'concavity',
    'concave points',
    'symmetry',
    'fractal dimension',
  ];
  return {
    format: FORMAT,
    id: 'breast-cancer',
    name: 'Breast cancer cells',
    origin:
      'Breast Cancer Wisconsin (Diagnostic), W. Wolberg, O. Mangasarian, N. Street and W. Street, 1993, UCI Machine Learning Repository, doi:10.24432/C5DW2B',
    licence: 'CC BY 4.0',
    classes: ['malignant', 'benign'],
    columns: ['mean', 'error of', 'worst'].flatMap((kind) =>
      measured.map((name) => `${kind} ${name}`),
    ),
    ...readSklearnCsv('breast cancer', csv, 569, 30),
  };
}

function makeDigits(csv) {
  const rows = csv
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  for (const [i, row] of rows.entries()) {
    const pixels = row.slice(0, 64);
    const right =
      row.length === 65 && pixels.every((p) => Number.isInteger(p) && p >= 0 && p <= 16);
    if (!right || !(row[64] >= 0 && row[64] <= 9)) {
      throw new Error(`digits: line ${i + 1} is not 64 pixels from 0 to 16 and a class`);
    }
  }
  return {
    format: FORMAT,
    id: 'uci-digits-halves',
    name: 'Handwritten digits',
    origin:
      'Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository, doi:10.24432/C50P49 (the 1797 test digits, 8 x 8 pixels)',
    licence: 'CC BY 4.0',
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    columns: Array.from({ length: 64 }, (_, k) => `pixel ${Math.floor(k / 8) + 1},${(k % 8) + 1}`),
    labels: rows.map((row) => row[64]),
    encoding: 'base36',
    values: rows.map((row) =>
      row
        .slice(0, 64)
        .map((pixel) => pixel.toString(36))
        .join(''),
    ),
  };
}

function makePenguins(records) {
  const classes = [...new Set(records.map((record) => record.Species))].sort();
  const columns = [
    ['bill length (mm)', 'Beak Length (mm)'],
    ['bill depth (mm)', 'Beak Depth (mm)'],
    ['flipper length (mm)', 'Flipper Length (mm)'],
    ['body mass (g)', 'Body Mass (g)'],
  ];
  return {
    format: FORMAT,
    id: 'penguins',
    name: 'Palmer penguins',
    origin:
      'Palmer Station LTER, Antarctica: K. B. Gorman, T. D. Williams and W. R. Fraser, 2014, PLoS ONE 9(3) e90081; palmerpenguins via vega-datasets',
    licence: 'CC0 1.0',
    classes,
    columns: columns.map(([name]) => name),
    labels: records.map((record) => classes.indexOf(record.Species)),
    encoding: 'numbers',
    values: records.map((record) => columns.map(([, source]) => record[source])),
  };
}

function write(file, table) {
  const path = join(outDir, file);
  const text = `${JSON.stringify(table)}\n`;
  writeFileSync(path, text);
  console.log(`${file}: ${table.labels.length} rows, ${Math.ceil(text.length / 1024)} KB`);
}

mkdirSync(outDir, { recursive: true });
withSklearnData(process.argv[2], (folder) => {
  const read = (name) => readFileSync(join(folder, name));
  write('uci-digits.json', makeDigits(gunzipSync(read('digits.csv.gz')).toString('utf8')));
  write('wine.json', makeWine(read('wine_data.csv').toString('utf8')));
  write('breast-cancer.json', makeBreastCancer(read('breast_cancer.csv').toString('utf8')));
});
const penguins = join(root, 'node_modules', 'vega-datasets', 'data', 'penguins.json');
write('penguins.json', makePenguins(JSON.parse(readFileSync(penguins, 'utf8'))));
