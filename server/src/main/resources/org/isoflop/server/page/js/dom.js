// Elements without ceremony: h('p', { class: 'lead' }, 'text', child).

/**
 * Makes an element. Properties that begin with "on" are listeners; true and false set and leave out attributes; the rest
 * are attributes. Children are nodes or texts; null is left out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** Puts other children into an element; where the keyboard was stays, as far as an element of the same id comes back. */
export function fill(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
  element.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== false));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

let counter = 0;

/** An id that nothing else on the page has. */
export const freshId = (stem) => `${stem}-${++counter}`;

/** A formula in LaTeX as mathematics. */
export function mathematics(latex, display = true) {
  const place = h('span', { class: display ? 'mathematics display' : 'mathematics' });
  window.katex.render(latex, place, { displayMode: display, throwOnError: false });
  return place;
}
