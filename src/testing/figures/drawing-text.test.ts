// @vitest-environment jsdom
/** Two drawings that look the same have the same text, and what differs stands on a line of its own. */
import { expect, it } from 'vitest';
import { drawingText, lineChanges } from './drawing-text';

function textOf(html: string): string {
  const root = document.createElement('div');
  root.innerHTML = html;
  return drawingText(root);
}

it('attributes stand by name, numbers in them are rounded, and those in words are not', () => {
  expect(textOf('<p style="width: 33.333%" class="b a">3.14159</p>')).toBe(
    '<p class="a b" style="width: 33.3%">3.14159\n',
  );
  expect(textOf('<svg><path d="M0.049,-0.04L1e-7,2.96"></path></svg>')).toBe(
    '<svg>\n  <path d="M0,0L1e-7,3">\n',
  );
});

it('ids are counted from the beginning of the drawing, wherever a library has come to', () => {
  const of = (id: string) =>
    textOf(
      `<figure aria-labelledby="${id}"><h2 id="${id}">Title</h2><svg><g clip-path="url(#${id})"><path d="M0 0"></path></g></svg></figure>`,
    );
  expect(of(':r7:')).toBe(of(':r42:'));
  expect(of(':r7:')).toContain('clip-path="url(#1)"');
});

it('what libraries add and cannot be seen is left out', () => {
  expect(
    textOf(
      '<svg><title></title><g tabindex="-1"><g></g><g class="recharts-layer"><path class="recharts-line own" d="M1 1"></path></g></g></svg><div style="visibility: hidden"><p>x</p></div>',
    ),
  ).toBe('<svg>\n  <path class="own" d="M1 1">\n');
});

it('a line that moves goes and comes', () => {
  expect(lineChanges('a\nb\nc', 'b\na\nc')).toEqual({ gone: ['a'], come: ['a'] });
  expect(lineChanges('a\nb', 'a\nb')).toEqual({ gone: [], come: [] });
  expect(lineChanges('a\nb\nd', 'a\nc\nd\ne')).toEqual({ gone: ['b'], come: ['c', 'e'] });
});
