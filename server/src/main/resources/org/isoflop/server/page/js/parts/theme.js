// Light or dark: as the system says, until somebody says otherwise on this machine.

const KEY = 'isoflop.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

const chosen = () => localStorage.getItem(KEY);

export const theme = () => chosen() ?? (system.matches ? 'dark' : 'light');

/** Hears each change. */
export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function switchTheme() {
  localStorage.setItem(KEY, theme() === 'dark' ? 'light' : 'dark');
  apply();
}

function apply() {
  document.documentElement.dataset.theme = theme();
  listeners.forEach((listener) => listener(theme()));
}

system.addEventListener('change', apply);
apply();
