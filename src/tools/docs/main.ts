/** `npm run docs`: writes the parts of the documentation that come from the code. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { withSection } from './markers';
import { FILES, SECTIONS } from './sections';

for (const { file, name, text } of SECTIONS) {
  const old = readFileSync(file, 'utf8');
  const current = withSection(file, old, name, text());
  if (current === old) continue;
  writeFileSync(file, current);
  console.log(`${file}: ${name}`);
}

for (const { file, text } of FILES) {
  const current = text();
  if (existsSync(file) && readFileSync(file, 'utf8') === current) continue;
  writeFileSync(file, current);
  console.log(file);
}
