// What stays while screens change: the bar with the tabs, the command line of what is seen, what is at work, what went wrong.

import { h, fill } from './dom.js';
import { switchTheme, theme, onTheme } from './parts/theme.js';
import { VIEWS } from './views/index.js';

const SHOW_WORK_AFTER = 350;

export class Shell {
  #tabs = h('nav', { class: 'tabs', 'aria-label': 'Screens' });
  #name = h('div', { class: 'project' });
  #working = h('span');
  #cancel = h('button', { type: 'button', class: 'quiet', id: 'cancel', onclick: () => this.#giveUp?.() }, 'Cancel');
  #giveUp = null;
  #work = h('div', { class: 'work', role: 'status', hidden: true }, h('span', { class: 'spark', 'aria-hidden': 'true' }), this.#working, this.#cancel);
  #banner = h('div', { class: 'banner', role: 'alert', hidden: true });
  #main = h('main', { id: 'main', tabindex: -1 });
  #command = h('code', { class: 'command', tabindex: 0, 'aria-label': 'The same on the command line' });
  #copied = h('span', { class: 'copied', role: 'status' });
  #foot = h(
    'footer',
    { class: 'foot', hidden: true },
    h('span', { class: 'prompt', 'aria-hidden': 'true' }, '$'),
    this.#command,
    this.#copied,
    h('button', { type: 'button', class: 'quiet', onclick: () => this.#copy() }, 'Copy'),
  );
  #workTimer = null;
  #workspace = null;
  #shown = null;

  constructor(root) {
    const lamp = h('button', { type: 'button', class: 'quiet lamp', onclick: switchTheme });
    const label = () => {
      const other = theme() === 'dark' ? 'light' : 'dark';
      lamp.setAttribute('aria-label', `Switch to ${other}`);
      lamp.title = `Switch to ${other}`;
    };
    onTheme(label);
    label();
    // The address says which screen it is, so the link must not change it.
    document.querySelector('.skip').addEventListener('click', (event) => {
      event.preventDefault();
      this.#main.focus();
    });
    root.replaceWith(
      h(
        'header',
        { class: 'bar' },
        h('a', { class: 'wordmark', href: '#/', 'aria-label': 'Isoflop: all projects' }, h('img', { src: '/page/icon.svg', alt: '', width: 22, height: 22 }), h('span', {}, 'Isoflop')),
        this.#name,
        this.#tabs,
        lamp,
      ),
      this.#work,
      this.#banner,
      this.#main,
      this.#foot,
    );
  }

  /** No project is open. */
  outside(place) {
    this.#workspace = null;
    this.say(null);
    this.#banner.hidden = true;
    fill(this.#name);
    fill(this.#tabs, h('a', { href: '#/catalogue', 'aria-current': place === 'catalogue' ? 'page' : false }, 'Catalogue'));
  }

  /** A project is open. */
  inside(workspace) {
    this.#workspace = workspace;
    this.#banner.hidden = true;
    this.#head(workspace);
    workspace.addEventListener('conflict', () => this.#conflict(workspace));
    workspace.addEventListener('saved', ({ detail }) => this.#saved(detail.problem));
    workspace.addEventListener('busy', ({ detail }) => this.working(detail.busy ? 'Fitting' : null, () => workspace.cancelFit()));
  }

  /** The name of the project, and the tabs of its screens. */
  #head(workspace) {
    const name = h('input', { type: 'text', value: workspace.project.name, 'aria-label': 'Name of the project', spellcheck: 'false', maxlength: 80 });
    const widen = () => name.style.setProperty('width', `${Math.max(name.value.length, 4) + 2}ch`);
    widen();
    name.addEventListener('input', widen);
    name.addEventListener('change', () => name.value.trim() && workspace.rename(name.value.trim()));
    name.addEventListener('keydown', (event) => event.key === 'Enter' && name.blur());
    fill(this.#name, h('span', { class: 'slash', 'aria-hidden': 'true' }, '/'), name);
    fill(
      this.#tabs,
      VIEWS.map((view) => h('a', { href: `#/p/${encodeURIComponent(workspace.id)}/${view.name}`, id: `tab-${view.name}` }, view.title)),
    );
  }

  mark(name) {
    for (const tab of this.#tabs.children) {
      if (tab.id === `tab-${name}`) {
        tab.setAttribute('aria-current', 'page');
        tab.scrollIntoView({ block: 'nearest', inline: 'center' });
      } else {
        tab.removeAttribute('aria-current');
      }
    }
  }

  show({ element, title, command = null }) {
    const again = this.#shown === title;
    this.#shown = title;
    document.title = this.#workspace ? `${title} · ${this.#workspace.project.name} · Isoflop` : `${title} · Isoflop`;
    this.say(command);
    fill(this.#main, element);
    if (!again) scrollTo(0, 0);
  }

  /** The command line that answers the same as the screen. */
  say(command) {
    this.#foot.hidden = !command;
    if (command) this.#command.textContent = command;
  }

  /** Something is at work; said only when it takes a while. With null it is done. */
  working(what, cancel, share = null) {
    if (!what) {
      clearTimeout(this.#workTimer);
      this.#workTimer = null;
      this.#work.hidden = true;
      return;
    }
    // The button stays the same one: it must not be replaced under a finger.
    this.#giveUp = cancel;
    this.#cancel.hidden = !cancel;
    this.#working.textContent = share == null ? `${what} …` : `${what} · ${Math.round(100 * share)} %`;
    if (this.#work.hidden) this.#workTimer ??= setTimeout(() => (this.#work.hidden = false), SHOW_WORK_AFTER);
  }

  #saved(problem) {
    if (!problem) {
      if (this.#banner.dataset.kind === 'unsaved') this.#banner.hidden = true;
      return;
    }
    this.#banner.dataset.kind = 'unsaved';
    fill(this.#banner, h('p', {}, `This screen is not kept: ${problem.message} ${problem.wayOut ?? ''}`));
    this.#banner.hidden = false;
  }

  #conflict(workspace) {
    const choose = (way) => async () => {
      this.#banner.hidden = true;
      await way();
      this.#head(workspace);
      dispatchEvent(new HashChangeEvent('hashchange'));
    };
    this.#banner.dataset.kind = 'conflict';
    fill(
      this.#banner,
      h('p', {}, 'Another tab changed this project in the meantime. Nothing was overwritten.'),
      h('button', { type: 'button', onclick: choose(() => workspace.takeTheirs()) }, 'Show what the other tab has'),
      h('button', { type: 'button', class: 'quiet', onclick: choose(() => workspace.keepMine()) }, 'Keep what is here'),
    );
    this.#banner.hidden = false;
  }

  async #copy() {
    const text = this.#command.textContent;
    try {
      await navigator.clipboard.writeText(text);
      this.#copied.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(this.#command);
      this.#copied.textContent = 'Selected: copy with the keyboard';
    }
    setTimeout(() => (this.#copied.textContent = ''), 1800);
  }
}
