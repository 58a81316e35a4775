import { fill, h } from '../dom.js';
import * as magnitude from '../magnitude.js';
import { Asking } from '../parts/asking.js';
import { warningList } from '../parts/notices.js';
import { slider } from '../parts/slider.js';
import * as questions from '../questions.js';

/** Learning rate and batch for a model and its data, as the literature has it. */
export function tuneView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const asking = new Asking(shell, workspace, trouble);
  const big = h('div', { class: 'pair', 'aria-live': 'polite', 'aria-atomic': 'true' });
  const others = h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'What each law recommends' });
  const notes = h('div');
  const asked = { N: 7e9, D: 1e12, ...workspace.state.hyper };

  const moving = (name) => ({
    onInput: (value) => move(name, value, true),
    onChange: (value) => move(name, value, false),
  });
  const sliders = h(
    'div',
    { class: 'sliders' },
    slider({ label: 'Model N, parameters', low: 1e7, high: 1e13, value: asked.N, ...moving('N') }).element,
    slider({ label: 'Tokens D', low: 1e8, high: 1e15, value: asked.D, ...moving('D') }).element,
  );
  const element = h(
    'section',
    { class: 'view tune' },
    h('h1', {}, 'Learning rate and batch'),
    h('p', { class: 'lead' }, 'What published laws recommend for a model of this size on so many tokens.'),
    trouble,
    h('div', { class: 'stage' }, h('div', { class: 'hero' }, big, others), h('aside', { class: 'facts' }, sliders, notes)),
  );

  function move(name, value, dragging) {
    asked[name] = value;
    if (!dragging) workspace.set({ hyper: { ...asked } });
    ask(dragging);
  }

  async function ask(dragging = false) {
    const answer = await asking.one(questions.hyper(asked));
    if (!answer) return;
    if (!dragging) shell.say(answer.commandLine);
    show(answer.answer);
  }

  const rate = (value) => (value ? value.estimate.toExponential(2).replace(/\.?0+e/, 'e') : '');
  const batch = (value) => (value ? magnitude.count(value.estimate) : '');

  function show({ recommendations, recommended, warnings }) {
    const best = recommendations.find(({ law }) => law === recommended) ?? recommendations[0];
    fill(big, number('learning rate', rate(best?.learningRate) || '–'), number('batch, tokens', batch(best?.batchTokens) || '–'), best ? h('p', { class: 'hint' }, `${best.law} · ${[best.setting.optimizer, best.setting.schedule, best.setting.model].filter(Boolean).join(' · ')}`) : null);
    const most = Math.max(...recommendations.map((r) => r.learningRate?.estimate ?? 0));
    const least = Math.min(...recommendations.map((r) => r.learningRate?.estimate ?? Infinity));
    fill(
      others,
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'law'), h('th', { scope: 'col', class: 'figure' }, 'learning rate'), h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'drawn')), h('th', { scope: 'col', class: 'figure' }, 'batch'), h('th', { scope: 'col', class: 'figure' }, 'beyond its runs'))),
        h('tbody', {}, recommendations.map((r) => row(r, r.law === recommended, least, most))),
      ),
    );
    fill(notes, warningList(warnings));
  }

  const number = (name, value) => h('div', {}, h('span', { class: 'big-label' }, name), h('span', { class: 'big-number' }, value));

  function row({ law, learningRate, batchTokens, decadesOutside, setting }, isBest, least, most) {
    const outside = Math.max(0, ...Object.values(decadesOutside ?? {}));
    const dot = h('span', { class: 'dot' });
    if (learningRate) dot.style.setProperty('left', `${(100 * Math.log(learningRate.estimate / least)) / Math.log(most / least || 1) || 0}%`);
    return h(
      'tr',
      { class: isBest ? 'best' : '' },
      h('th', { scope: 'row', title: setting.held ?? '' }, law, isBest ? h('small', {}, 'recommended') : null),
      h('td', { class: 'figure' }, rate(learningRate)),
      h('td', { class: 'dots' }, h('span', { class: 'lane' }, learningRate ? dot : null)),
      h('td', { class: 'figure' }, batch(batchTokens)),
      h('td', { class: 'figure' }, outside < 0.05 ? 'within' : `${magnitude.digits(10 ** outside, 2)}×`),
    );
  }

  ask();
  return { element, title: 'Tune', leave: () => asking.leave() };
}
