import { fill, h, mathematics } from '../dom.js';
import * as magnitude from '../magnitude.js';

const GREEK = /^(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi|chi|psi|omega)/;

/** A name of a parameter as LaTeX: alpha, A_1, gamma_D. */
function latex(name) {
  const [stem, ...rest] = name.split('_');
  const symbol = GREEK.test(stem) ? stem.replace(GREEK, '\\$1 ').trim() : stem.length > 1 ? `\\mathrm{${stem}}` : stem;
  return rest.length ? `${symbol}_{\\mathrm{${rest.join(',')}}}` : symbol;
}

/** Coefficients with their intervals, and where these lie beside the ones that the law had first. */
export class Coefficients {
  #rows = h('tbody');
  #said = h('p', { class: 'unseen', 'aria-live': 'polite' });
  #first = {};
  #law = null;
  element = h(
    'div',
    { class: 'coefficients' },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, ''), h('th', { scope: 'col', class: 'figure' }, 'estimate'), h('th', { scope: 'col', class: 'figure level' }, '90 % interval'), h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'drawn')))),
      this.#rows,
    ),
    this.#said,
  );

  /** @param law with the meaning of its parameters, where it is known */
  show(answer, law, final) {
    if (this.#law !== answer.formula) {
      this.#law = answer.formula;
      this.#first = answer.parameters;
    }
    this.element.querySelector('.level').textContent = `${Math.round(100 * answer.level)} % interval`;
    const before = new Map([...this.#rows.children].map((row) => [row.dataset.name, row.querySelector('.estimate').textContent]));
    fill(this.#rows, Object.entries(answer.parameters).map(([name, value]) => this.#row(name, value, law?.meanings[name], before.get(name))));
    if (final) this.#said.textContent = `Fitted to ${answer.rows} runs. ${Object.entries(answer.parameters).map(([name, value]) => `${name} ${magnitude.estimate(value.estimate, 4)}`).join(', ')}.`;
  }

  #row(name, value, meaning, before) {
    const estimate = magnitude.estimate(value.estimate, 4);
    const changed = before !== undefined && before !== estimate;
    return h(
      'tr',
      { 'data-name': name },
      h('th', { scope: 'row', title: meaning ?? name, 'aria-label': name }, mathematics(latex(name), false)),
      h('td', { class: `figure estimate${changed ? ' changed' : ''}` }, estimate),
      h('td', { class: 'figure' }, value.fixed ? 'held' : magnitude.range(value)),
      h('td', { class: 'whisker' }, this.#whisker(name, value)),
    );
  }

  #whisker(name, value) {
    const first = this.#first[name];
    if (value.low == null || first?.low == null) return null;
    const room = (first.high - first.low) * 0.75 || Math.abs(first.estimate) * 0.1 || 1;
    const share = (number) => Math.min(Math.max((number - first.low + room) / (first.high - first.low + 2 * room), 0), 1) * 100;
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 100 12');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    const line = (x1, x2, y1, y2, kind) => {
      const part = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      Object.entries({ x1, x2, y1, y2, class: kind }).forEach(([key, number]) => part.setAttribute(key, number));
      svg.append(part);
    };
    line(0, 100, 6, 6, 'ground');
    line(share(value.low), share(value.high), 6, 6, 'span');
    line(share(value.estimate), share(value.estimate), 1.5, 10.5, 'at');
    return svg;
  }
}
