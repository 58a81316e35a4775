import { freshId, h } from '../dom.js';
import * as magnitude from '../magnitude.js';

const STEPS = 1000;

/**
 * A slider over decades, with a field for those who know the number.
 *
 * @param write how its number is written
 * @param onInput hears every number while it is dragged
 * @param onChange hears the one where it comes to rest
 */
export function slider({ label, low, high, value, write = magnitude.count, hint, optional, onInput = () => {}, onChange = () => {} }) {
  const id = freshId('slider');
  const share = (number) => Math.round((STEPS * Math.log(number / low)) / Math.log(high / low));
  // Three digits: what is said is what is asked.
  const number = (place) => Number((low * (high / low) ** (place / STEPS)).toPrecision(3));

  const bar = h('input', { type: 'range', id, min: 0, max: STEPS, step: 1 });
  const field = h('input', { type: 'text', class: 'figure', inputmode: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-label': `${label}, as a number` });
  const offSwitch = optional ? h('input', { type: 'checkbox', id: `${id}-on`, 'aria-label': `${label}: set` }) : null;
  let current = value ?? null;

  function show() {
    const shown = current ?? optional?.otherwise ?? low;
    bar.value = Math.min(Math.max(share(shown), 0), STEPS);
    bar.style.setProperty('--filled', `${(100 * bar.value) / STEPS}%`);
    const text = current == null ? optional.none : write(current);
    bar.setAttribute('aria-valuetext', text);
    if (document.activeElement !== field) field.value = text;
    field.removeAttribute('aria-invalid');
    element.classList.toggle('off', current == null);
    if (offSwitch) offSwitch.checked = current != null;
  }

  bar.addEventListener('input', () => {
    current = number(Number(bar.value));
    show();
    onInput(current);
  });
  bar.addEventListener('change', () => onChange(current));
  field.addEventListener('focus', () => field.select());
  field.addEventListener('keydown', (event) => event.key === 'Enter' && field.blur());
  field.addEventListener('blur', () => {
    const typed = magnitude.parse(field.value);
    if (field.value === (current == null ? optional.none : write(current))) return;
    if (!(typed > 0)) {
      field.setAttribute('aria-invalid', 'true');
      return;
    }
    current = typed;
    show();
    onChange(current);
  });
  offSwitch?.addEventListener('change', () => {
    current = offSwitch.checked ? optional.otherwise : null;
    show();
    onChange(current);
  });

  const element = h(
    'div',
    { class: 'slider' },
    h('div', { class: 'slider-head' }, offSwitch, h('label', { for: id }, label), field),
    bar,
    hint ? h('p', { class: 'hint' }, hint) : null,
  );
  show();
  return {
    element,
    get value() {
      return current;
    },
    set(number) {
      current = number;
      show();
    },
  };
}
