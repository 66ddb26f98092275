/** The tables of numbers as they stand on the page, with the sentences under them, so that a report has no others. */
import type { ReportTable } from '../../state/report/race-report';
import copyCss from '../take-away/CopyTable.module.css';
import { readTable } from '../take-away/read-table';

const asLine = (element: Element): string =>
  (element.textContent ?? '').replaceAll(/[ \n\t]+/g, ' ').trim();

/** Sentences only: what holds something to press is none. */
const isSentence = (element: Element): boolean =>
  element.nodeName === 'P' && !element.querySelector('button, input');

/** The sentences that follow at once. */
function after(frame: Element): readonly Element[] {
  const next = frame.nextElementSibling;
  return next && isSentence(next) ? [next, ...after(next)] : [];
}

/** "Compared with: Joint.", of the lists to choose from that stand before a table. */
const chosenFor = (frame: Element): readonly string[] =>
  [...(frame.previousElementSibling?.querySelectorAll('[role="combobox"]') ?? [])].map(
    (list) => `${list.getAttribute('aria-label')}: ${asLine(list)}.`,
  );

/** @param part of the page. @returns its tables that can be copied, in order. */
export function readPageTables(part: ParentNode): readonly ReportTable[] {
  return [...part.querySelectorAll(`.${copyCss.frame}`)].flatMap((frame) => {
    const table = frame.querySelector('table');
    if (!table) return [];
    // as the button that copies it calls it
    const name = frame.querySelector('[data-leave-out] .unseen')?.textContent?.trim() ?? '';
    const notes = [...[...frame.querySelectorAll('p')].filter(isSentence), ...after(frame)];
    const said = [chosenFor(frame).join(' '), ...notes.map(asLine)].filter(Boolean);
    return [{ table: readTable(table, name), notes: said }];
  });
}
