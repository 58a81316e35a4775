import * as api from '../api.js';
import { fill, freshId, h } from '../dom.js';
import { problemBox } from './notices.js';

const CHECK_AFTER = 200;
const MOST_SHOWN = 60;

/** Which law: typed, checked as one types, or taken from the catalogue. */
export class FormulaBar {
  #workspace;
  #field;
  #said = h('div', { class: 'formula-said', id: 'formula-said' });
  #source = h('span', { class: 'source' });
  #list;
  #timer = null;
  #check = 0;

  constructor(workspace) {
    this.#workspace = workspace;
    this.#field = h('textarea', {
      id: 'formula',
      rows: 1,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      'aria-describedby': 'formula-said',
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
    });
    this.#list = new LawList((law) => this.#choose(law));
    this.element = h(
      'div',
      { class: 'formula-bar' },
      h('div', { class: 'formula-row' }, h('label', { for: 'formula' }, 'Law'), this.#field, this.#source, this.#list.element),
      this.#said,
    );
  }

  /** Shows the law on the screen, unless somebody is typing another. */
  show() {
    const { state, fit } = this.#workspace;
    const { law } = state;
    this.#source.textContent = law.formula ? 'your own' : (law.id ?? fit?.answer.law ?? '');
    if (document.activeElement === this.#field && this.#timer !== undefined) return;
    this.#write(law.formula ?? fit?.answer.formula ?? this.#workspace.law?.formula ?? '');
  }

  #write(text) {
    this.#field.value = text;
    this.#grow();
  }

  /** As many lines as it needs. */
  #grow() {
    this.#field.style.setProperty('height', 'auto');
    this.#field.style.setProperty('height', `${this.#field.scrollHeight}px`);
  }

  #typed() {
    this.#grow();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#checkIt(), CHECK_AFTER);
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#checkIt();
  }

  async #checkIt() {
    const formula = this.#field.value.trim();
    const check = ++this.#check;
    if (!formula) {
      this.#complain(null);
      this.#workspace.set({ law: {} });
      return;
    }
    try {
      await api.checkFormula(formula, this.#workspace.columns);
      if (check !== this.#check) return;
      this.#complain(null);
      this.#workspace.set({ law: { formula } });
    } catch (problem) {
      if (check === this.#check) this.#complain(problem, formula);
    }
  }

  #complain(problem, formula) {
    this.#field.toggleAttribute('aria-invalid', Boolean(problem));
    if (problem?.place && !problem.place.text) problem.place.text = formula;
    fill(this.#said, problem ? problemBox(problem) : null);
  }

  #choose(law) {
    this.#complain(null);
    this.#write(law.formula);
    this.#workspace.set({ law: { id: law.id } });
  }
}

/** The laws of the catalogue in a list that opens below a button, with search. */
class LawList {
  #laws = null;
  #shown = [];
  #at = 0;
  #choose;
  #listId = freshId('laws');
  #search;
  #list;
  #popover;

  constructor(choose) {
    this.#choose = choose;
    this.#list = h('ul', { id: this.#listId, role: 'listbox', 'aria-label': 'Laws' });
    this.#search = h('input', {
      type: 'search',
      role: 'combobox',
      placeholder: 'Search laws',
      'aria-label': 'Search the catalogue of laws',
      'aria-controls': this.#listId,
      'aria-expanded': 'true',
      'aria-autocomplete': 'list',
      oninput: () => this.#filter(),
      onkeydown: (event) => this.#key(event),
    });
    this.#popover = h('div', { popover: 'auto', id: `${this.#listId}-popover`, class: 'law-list' }, this.#search, this.#list);
    this.#popover.addEventListener('toggle', (event) => event.newState === 'open' && this.#open());
    this.element = [h('button', { type: 'button', class: 'quiet', popovertarget: this.#popover.id }, 'Catalogue'), this.#popover];
  }

  async #open() {
    this.#search.focus();
    // Laws of loss first: that is what most come for.
    this.#laws ??= (await api.laws()).laws.toSorted((a, b) => (b.kind === 'loss') - (a.kind === 'loss'));
    this.#filter();
  }

  #filter() {
    // Who types before they have come is shown what fits as soon as they have.
    if (!this.#laws) return;
    const words = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (law) => `${law.id} ${law.title} ${law.kind} ${law.formula}`.toLowerCase();
    this.#shown = this.#laws.filter((law) => words.every((word) => text(law).includes(word))).slice(0, MOST_SHOWN);
    this.#at = 0;
    fill(this.#list, this.#shown.map((law, i) => this.#option(law, i)));
    if (!this.#shown.length) fill(this.#list, h('li', { class: 'none' }, 'No law has these words.'));
    this.#mark();
  }

  #option(law, i) {
    return h(
      'li',
      { role: 'option', id: `${this.#listId}-${i}`, onclick: () => this.#take(i) },
      h('strong', {}, law.id),
      h('span', {}, law.title),
      h('code', {}, law.formula),
    );
  }

  #mark() {
    [...this.#list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === this.#at)));
    const option = this.#list.children[this.#at];
    if (!option) return;
    this.#search.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#shown.length) {
      this.#at = (this.#at + step + this.#shown.length) % this.#shown.length;
      this.#mark();
    } else if (event.key === 'Enter' && this.#shown[this.#at]) {
      this.#take(this.#at);
    } else {
      return;
    }
    event.preventDefault();
  }

  #take(i) {
    this.#popover.hidePopover();
    this.#choose(this.#shown[i]);
  }
}
