import { h } from '../dom.js';

/** A problem, with the place where it lies and the way out. */
export function problemBox(problem, ...ways) {
  const place = problem.place?.file || problem.place?.line ? placeText(problem.place) : null;
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    place ? h('p', { class: 'place' }, place) : null,
    h('p', { class: 'what' }, problem.message),
    problem.place?.text ? underlined(problem.place) : null,
    problem.wayOut ? h('p', { class: 'way-out' }, problem.wayOut) : null,
    ways.length ? h('p', { class: 'ways' }, ways) : null,
  );
}

const placeText = ({ file, line, column }) => [file, line ? `line ${line}` : null, column ? `column ${column}` : null].filter(Boolean).join(', ');

/** The text of a place with the wrong part marked. */
export function underlined({ text, column = 1, length = 1 }) {
  const from = Math.max(column - 1, 0);
  const until = Math.max(from + Math.max(length, 1), from + 1);
  return h('code', { class: 'underlined' }, text.slice(0, from), h('mark', {}, text.slice(from, until) || ' '), text.slice(until));
}

/** What is worth knowing, from the answer of a command. */
export function warningList(warnings = []) {
  const seen = [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
  if (!seen.length) return null;
  return h('ul', { class: 'warnings', 'aria-label': 'Worth knowing' }, seen.map((warning) => h('li', {}, warning.message)));
}
