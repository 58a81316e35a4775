import { planCurve } from '../charts.js';
import { fill, h } from '../dom.js';
import * as magnitude from '../magnitude.js';
import { Asking } from '../parts/asking.js';
import { Chart } from '../parts/chart.js';
import { problemBox, warningList } from '../parts/notices.js';
import { slider } from '../parts/slider.js';
import * as questions from '../questions.js';
import { estimateOf } from './forecast.js';
import { listen } from './listen.js';

/** How to divide a budget: sliders for compute, tokens that there are, and tokens that will be served. */
export function planView(shell, workspace) {
  const trouble = h('div', { class: 'trouble' });
  const asking = new Asking(shell, workspace, trouble);
  const curve = new Chart({ onResize: () => ask() });
  const frontier = new Chart({ onResize: () => drawFrontier() });
  const sliders = h('div', { class: 'sliders' });
  const numbers = h('dl', { class: 'numbers large', 'aria-live': 'polite' });
  const notes = h('div');
  const framing = new Asking(shell, workspace, trouble);

  const element = h(
    'section',
    { class: 'view plan' },
    h('h1', { class: 'unseen' }, 'Plan'),
    trouble,
    h('div', { class: 'stage' }, h('div', { class: 'hero' }, curve.element, frontier.element), h('aside', { class: 'facts' }, numbers, sliders, notes)),
  );

  let asked = {};

  function begin() {
    if (!workspace.kept) return;
    const largest = workspace.extent('C')?.[1] ?? 1e22;
    asked = { flops: Number((largest * 100).toPrecision(1)), tokens: null, serve: null, ...workspace.state.plan };
    const moving = (name) => ({
      onInput: (value) => move(name, value, true),
      onChange: (value) => move(name, value, false),
    });
    fill(
      sliders,
      slider({ label: 'Budget, FLOP', low: 1e18, high: 1e28, value: asked.flops, write: (v) => magnitude.digits(v, 3), ...moving('flops') }).element,
      slider({ label: 'Tokens at most', low: 1e9, high: 1e15, value: asked.tokens, optional: { none: 'no limit', otherwise: 1e12 }, ...moving('tokens') }).element,
      slider({ label: 'Tokens to be served', low: 1e9, high: 1e16, value: asked.serve, optional: { none: 'none', otherwise: 1e13 }, hint: 'What the model will read and write in its life is paid from the budget as well.', ...moving('serve') }).element,
    );
    ask();
    drawFrontier();
  }

  function move(name, value, dragging) {
    asked = { ...asked, [name]: value };
    if (!dragging) {
      workspace.set({ plan: asked });
      drawFrontier();
    }
    ask(dragging);
  }

  const options = () => ({
    flops: questions.flops(asked.flops),
    ...(asked.tokens ? { 'max-tokens': magnitude.written(asked.tokens) } : {}),
    ...(asked.serve ? { serve: magnitude.written(asked.serve) } : {}),
  });

  async function ask(dragging = false) {
    if (!asked.flops) return;
    const answer = await asking.one(questions.plan(options()));
    if (!answer) return;
    if (!dragging) shell.say(answer.commandLine);
    show(answer.answer);
    await curve.show({
      title: headline(answer.answer),
      subtitle: flatness(answer.answer),
      description: headline(answer.answer),
      specification: planCurve(answer.answer, curve.look({ tall: 0.52 }).size),
    });
  }

  function headline({ optimum }) {
    return `${magnitude.count(optimum.N.estimate)} parameters on ${magnitude.count(optimum.D.estimate)} tokens`;
  }

  function flatness({ flat }) {
    const hundredth = flat?.find(({ share }) => share === 0.001);
    return hundredth?.N?.low == null ? '' : `Any size from ${magnitude.count(hundredth.N.low)} to ${magnitude.count(hundredth.N.high)} costs at most 0.1 % more loss`;
  }

  function show({ optimum, exponents, regret, bounds, warnings }) {
    const { loss } = optimum;
    const believed = loss.calibrated ?? loss;
    const facts = [
      ['model N', estimateOf(optimum.N)],
      ['tokens D', estimateOf(optimum.D)],
      ['tokens per parameter', estimateOf(optimum.tokensPerParameter)],
      ['loss', h('span', {}, magnitude.estimate(loss.estimate, 4), believed.low == null ? null : h('small', {}, magnitude.range(believed, (v) => magnitude.estimate(v, 4))))],
      exponents ? ['best N grows as', h('span', {}, 'C', h('sup', {}, magnitude.estimate(exponents.N.estimate, 2)))] : null,
      regret == null ? null : ['regret of not knowing', magnitude.percent(regret)],
    ].filter(Boolean);
    fill(numbers, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
    const limits = (bounds ?? []).map((bound) => ({ message: typeof bound === 'string' ? bound : (bound.message ?? `limited by ${bound.name ?? bound.limit ?? JSON.stringify(bound)}`) }));
    fill(notes, warningList([...limits, ...warnings]));
  }

  async function drawFrontier() {
    if (!workspace.kept || !asked.flops) return;
    const drawn = await framing.one(questions.plot('plan', { ...frontier.look({ tall: 0.6 }), target: asked.flops }));
    if (drawn) await frontier.show(drawn.answer);
  }

  const leave = listen(workspace, {
    table: begin,
    fit: ({ final }) => {
      if (workspace.fitProblem) fill(trouble, problemBox(workspace.fitProblem));
      else if (final) begin();
    },
  });
  if (workspace.fitProblem) fill(trouble, problemBox(workspace.fitProblem));
  requestAnimationFrame(begin);
  return {
    element,
    title: 'Plan',
    leave: () => {
      leave();
      asking.leave();
      framing.leave();
      curve.stop();
      frontier.stop();
    },
  };
}
