import * as api from '../api.js';
import { fill, h, mathematics } from '../dom.js';
import * as magnitude from '../magnitude.js';
import { problemBox } from '../parts/notices.js';

/** Published laws, with search; inside a project one can be taken. */
export function catalogueView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const list = h('ul', { class: 'laws', 'aria-label': 'Laws' });
  const detail = h('article', { class: 'law-detail', 'aria-live': 'polite' });
  const found = h('p', { class: 'hint', role: 'status' });
  const search = h('input', { type: 'search', id: 'law-search', class: 'wide', placeholder: 'Experts, fine-tuning, repeated data …', 'aria-label': 'Search laws', autocomplete: 'off', oninput: () => filter() });
  const element = h('section', { class: 'view catalogue' }, h('h1', {}, 'What has been published'), search, found, trouble, h('div', { class: 'stage even' }, list, detail));
  let laws = [];

  async function begin() {
    try {
      ({ laws } = await api.laws());
      filter();
      const first = workspace?.state.law.id ?? workspace?.fit?.answer.law;
      if (first && laws.some(({ id }) => id === first)) open(first);
    } catch (problem) {
      fill(trouble, problemBox(problem));
    }
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (law) => `${law.id} ${law.title} ${law.kind} ${law.formula}`.toLowerCase();
    const shown = laws.filter((law) => words.every((word) => text(law).includes(word)));
    found.textContent = shown.length === 1 ? '1 law' : `${shown.length} laws`;
    fill(list, shown.map(line));
  }

  function line(law) {
    return h('li', {}, h('button', { type: 'button', id: `law-${law.id}`, onclick: () => open(law.id) }, h('strong', {}, law.title), h('span', {}, `${law.id} · ${law.kind}`)));
  }

  async function open(id) {
    for (const { firstChild } of list.children) firstChild.setAttribute('aria-pressed', String(firstChild.id === `law-${id}`));
    try {
      show(await api.law(id));
    } catch (problem) {
      fill(detail, problemBox(problem));
    }
    if (detail.getBoundingClientRect().top > innerHeight - 120) detail.scrollIntoView({ block: 'start' });
  }

  function show(law) {
    const { source } = law;
    shell.say(`isoflop laws show ${law.id}`);
    fill(
      detail,
      h('h2', {}, law.title),
      h('p', { class: 'hint' }, `${law.id} · ${law.kind} · ${law.confidence}`),
      h('div', { class: 'equation' }, mathematics(law.latex)),
      workspace ? h('button', { type: 'button', id: 'use-law', onclick: () => use(law) }, 'Fit this law') : null,
      meanings({ ...law.variables, ...law.parameters }, law.coefficients),
      (law.notes ?? []).map((note) => h('p', {}, note)),
      source?.citation ? h('p', { class: 'hint' }, source.citation, source.arxiv ? h('a', { href: `https://arxiv.org/abs/${source.arxiv}`, rel: 'noreferrer', target: '_blank' }, ` arXiv ${source.arxiv}`) : null) : null,
      law.related?.length ? h('p', {}, 'See also ', law.related.map((id, i) => [i ? ', ' : '', h('button', { type: 'button', class: 'link', onclick: () => open(id) }, id)])) : null,
    );
  }

  function meanings(named, coefficients) {
    const known = new Map((coefficients ?? []).map(({ name, value, estimate }) => [name, value ?? estimate]));
    return h('dl', { class: 'meanings' }, Object.entries(named).map(([name, { meaning, unit }]) => h('div', {}, h('dt', {}, name), h('dd', {}, [meaning, unit && !meaning?.includes(unit) ? unit : null].filter(Boolean).join(', '), known.has(name) ? h('b', {}, ` ${magnitude.digits(known.get(name), 4)}`) : null))));
  }

  function use(law) {
    workspace.set({ law: { id: law.id } });
    location.hash = `#/p/${encodeURIComponent(workspace.id)}/law`;
  }

  begin();
  return { element, title: 'Catalogue' };
}
