import { fill, h } from '../dom.js';
import * as magnitude from '../magnitude.js';
import * as questions from '../questions.js';
import { Asking } from './asking.js';

const SHOWN = 8;

/** Other laws for the same runs, each by how far it was off in back-tests. They are asked for only when somebody wants it. */
export class Rivals {
  #workspace;
  #asking;
  #trouble = h('div', { class: 'trouble' });
  #place = h('div', { class: 'table' });

  constructor(shell, workspace) {
    this.#workspace = workspace;
    this.#asking = new Asking(shell, workspace, this.#trouble);
    this.element = h('div', { class: 'rivals' }, this.#trouble, this.#place);
    fill(this.#place, h('button', { type: 'button', class: 'quiet', id: 'rivals', onclick: () => this.#ask() }, 'Back-test the laws of the catalogue'));
  }

  async #ask() {
    const answer = await this.#asking.long(questions.select(this.#workspace.state), 'Back-testing laws');
    if (answer) this.#show(answer.answer);
  }

  #show({ laws, chosen }) {
    fill(
      this.#place,
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'law'), h('th', { scope: 'col', class: 'figure' }, 'error'), h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'fit it')))),
        h('tbody', {}, laws.slice(0, SHOWN).map((law) => this.#row(law, law.law === chosen))),
      ),
    );
  }

  #row({ law, formula, error }, isBest) {
    return h(
      'tr',
      { class: isBest ? 'best' : '' },
      h('th', { scope: 'row', title: formula }, law),
      h('td', { class: 'figure' }, magnitude.percent(error)),
      h('td', { class: 'figure' }, h('button', { type: 'button', class: 'link', 'aria-label': `Fit ${law}`, onclick: () => this.#workspace.set({ law: { id: law } }) }, 'Fit')),
    );
  }

  leave() {
    this.#asking.leave();
  }
}
