/**
 * Makes the built-in tables in public/data/. Run by hand when the sources or the format change:
 *
 *   node src/tools/make-tables.mjs [digits.csv.gz]
 *
 * - uci-digits.json: the 1797 test digits of UCI's "Optical Recognition of Handwritten Digits", from
 *   digits.csv.gz as Debian's python3-sklearn package carries it. Without an argument the package is
 *   fetched with `apt-get download` into a temporary folder and unpacked there, not installed.
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

/** The text of digits.csv: 64 pixels (0..16) and the class, per line. */
function readDigitsCsv(path) {
  if (path) return gunzipSync(readFileSync(path)).toString('utf8');
  const temp = mkdtempSync(join(tmpdir(), 'modality-lab-tables-'));
  try {
    execFileSync('apt-get', ['download', 'python3-sklearn'], { cwd: temp, stdio: 'ignore' });
    const archive = readdirSync(temp).find((name) => name.endsWith('.deb'));
    if (!archive) throw new Error('apt-get download python3-sklearn brought no package');
    execFileSync('dpkg-deb', ['-x', archive, 'unpacked'], { cwd: temp });
    const inside = 'usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz';
    return gunzipSync(readFileSync(join(temp, 'unpacked', inside))).toString('utf8');
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
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
write('uci-digits.json', makeDigits(readDigitsCsv(process.argv[2])));
const penguins = join(root, 'node_modules', 'vega-datasets', 'data', 'penguins.json');
write('penguins.json', makePenguins(JSON.parse(readFileSync(penguins, 'utf8'))));
