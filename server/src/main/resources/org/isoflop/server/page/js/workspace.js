// One project as it is open here: its state, which is kept on the server, and what follows from it, which is not.

import * as api from './api.js';
import { Newest } from './newest.js';
import * as questions from './questions.js';

const KEEP_AFTER = 350;
const ROWS = 20000;

/** What a project begins with. */
const FRESH = {
  view: 'law',
  table: null,
  map: {},
  where: [],
  law: {},
  leftOut: [],
  skipBadRows: false,
  kind: 'loss',
  target: null,
  cut: null,
  forecast: {},
  by: null,
  plan: {},
  hyper: {},
};

/** A change to one of these is another fit. */
const FITTED = ['table', 'map', 'where', 'law', 'leftOut', 'skipBadRows'];
const READ = ['table', 'map'];

/**
 * Tells its listeners what became of the project, as events: "state" (something on the screen was chosen), "table" (it was
 * read), "fit" (there is a fit, or a problem in its place; detail.final says whether it was kept), "law", "saved",
 * "conflict", "busy".
 */
export class Workspace extends EventTarget {
  project;
  state;
  /** The table as the server reads it, or the problem with it. */
  table = null;
  tableProblem = null;
  /** The answer of the newest fit, or the problem in its place. */
  fit = null;
  fitProblem = null;
  /** Formula, variables and parameters of the law on the screen. */
  law = null;
  /** How many fits were kept; none while there is nothing to ask. */
  kept = 0;

  #fits = new Newest();
  #timer = null;
  #saving = null;
  #conflict = false;

  static async open(id) {
    const workspace = new Workspace();
    workspace.#take(await api.readProject(id));
    return workspace;
  }

  #take(project) {
    this.project = project;
    this.state = { ...FRESH, ...(project.state ?? {}) };
    this.state.table ??= project.files.find((file) => file.kind === 'table')?.name ?? null;
  }

  get id() {
    return this.project.id;
  }

  /** Reads the table and fits it. */
  async begin() {
    await this.readTable();
    await this.refit();
  }

  /** Takes a change of the state; what follows from it is asked anew. */
  set(change) {
    const keys = Object.keys(change).filter((key) => JSON.stringify(change[key]) !== JSON.stringify(this.state[key]));
    if (!keys.length) return;
    Object.assign(this.state, change);
    this.#keepSoon();
    this.#tell('state', { keys });
    if (keys.some((key) => READ.includes(key))) this.begin();
    else if (keys.some((key) => FITTED.includes(key))) this.refit();
  }

  /** Which screen is seen. It is kept with the next change: two tabs may look at different screens. */
  see(view) {
    this.state.view = view;
  }

  async readTable() {
    const { table, map } = this.state;
    if (!table) return;
    this.table = this.tableProblem = null;
    try {
      this.table = await api.table(this.id, table, ROWS, chosen(map));
    } catch (problem) {
      this.tableProblem = problem;
    }
    this.#tell('table');
  }

  /** Fits: first with few draws, so that something is seen at once, then in full, back-tested and kept. */
  async refit() {
    if (!this.state.table || this.tableProblem) return;
    const stages = [
      [questions.quickFit(this.state), false],
      [questions.keptFit(this.state), true],
    ];
    for (const [question, final] of stages) {
      const went = await this.#fits.do((signal) => this.#fitted(question, final, signal), { hurry: true });
      if (!went) return;
      if (!final) this.#readLaw();
    }
  }

  async #fitted(question, final, signal) {
    this.#tell('busy', { what: 'fit', busy: true });
    try {
      const answer = await api.ask(this.id, question, { signal });
      Object.assign(this, { fit: answer, fitProblem: null });
      if (final) this.kept++;
    } catch (problem) {
      if (problem.name === 'AbortError') throw problem;
      Object.assign(this, { fit: null, fitProblem: problem, kept: 0 });
      this.#tell('fit', { final: true });
      return false;
    } finally {
      this.#tell('busy', { what: 'fit', busy: false });
    }
    this.#tell('fit', { final });
    return true;
  }

  async #readLaw() {
    const { law } = this.state;
    const id = law.id ?? this.fit?.answer.law;
    try {
      if (law.formula) this.law = typed(await api.checkFormula(law.formula, this.columns));
      else if (id && this.law?.id !== id) this.law = published(await api.law(id));
      this.#tell('law');
    } catch {
      // The fit says what is wrong with it.
    }
  }

  get columns() {
    return (this.table?.columns ?? []).map((column) => column.role ?? column.name);
  }

  /** The names of the variables of the law that was fitted. */
  get variables() {
    return (this.law?.variables ?? []).filter((name) => name !== this.responseName);
  }

  get responseName() {
    return /^\s*(\w+)\s*=/.exec(this.fit?.answer.formula ?? 'loss =')?.[1] ?? 'loss';
  }

  get hasSizes() {
    const names = this.variables;
    return names.length === 2 && names.includes('N') && names.includes('D');
  }

  /** The values of a role of the table, by row; empty where it has none. C follows from N and D. */
  values(role) {
    if (!this.table) return [];
    const { columns, head } = this.table;
    const at = (name) => columns.findIndex((column) => (column.role ?? column.name) === name);
    const column = at(role);
    if (column >= 0) return head.map((row) => row[column]);
    if (role !== 'C' || at('N') < 0 || at('D') < 0) return [];
    const [n, d] = [this.values('N'), this.values('D')];
    return n.map((value, row) => 6 * value * d[row]);
  }

  /** The least and the largest value of a role. */
  extent(role) {
    const numbers = this.values(role).filter((value) => typeof value === 'number' && value > 0);
    return numbers.length ? [Math.min(...numbers), Math.max(...numbers)] : null;
  }

  /** Leaves a run out, or takes it back. */
  toggle(line) {
    const { leftOut } = this.state;
    this.set({ leftOut: leftOut.includes(line) ? leftOut.filter((other) => other !== line) : [...leftOut, line] });
  }

  /** The full fit as soon as it is there; for exports. */
  async whenKept() {
    const { kept } = this;
    if (kept && !this.#fits.busy) return;
    await new Promise((resolve) => {
      const heard = ({ detail }) => {
        if (!detail.final) return;
        this.removeEventListener('fit', heard);
        resolve();
      };
      this.addEventListener('fit', heard);
    });
  }

  cancelFit() {
    this.#fits.cancel();
  }

  async rename(name) {
    // Whatever waits to be kept goes with it.
    await this.#keep({ name, state: this.state });
  }

  #keepSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep({ state: this.state }), KEEP_AFTER);
  }

  /** Keeps at once what waits to be kept, as when the page is left. */
  async flush() {
    if (this.#timer) await this.#keep({ state: this.state });
  }

  async #keep(change) {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#conflict) return;
    await this.#saving;
    this.#saving = this.#patch(change);
    await this.#saving;
  }

  async #patch(change) {
    try {
      const { state: _, ...project } = await api.changeProject(this.id, this.project.revision, change);
      this.project = project;
      this.#tell('saved', {});
    } catch (problem) {
      if (problem.status === 412) {
        this.#conflict = true;
        this.#tell('conflict');
      } else {
        this.#tell('saved', { problem });
      }
    }
  }

  /** Another tab was quicker: take what it kept. */
  async takeTheirs() {
    this.#take(await api.readProject(this.id));
    this.#conflict = false;
    this.#tell('state', { keys: Object.keys(this.state) });
    await this.begin();
  }

  /** Another tab was quicker: keep what is on this screen all the same. */
  async keepMine() {
    this.project = { ...this.project, revision: (await api.readProject(this.id)).revision };
    this.#conflict = false;
    await this.#keep({ state: this.state });
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The columns that somebody chose; where nobody did, the recognised one counts. */
const chosen = (map) => Object.fromEntries(Object.entries(map).filter(([, column]) => column));

/** A law as screens need it: what somebody typed, and what was published, in one shape. */
const typed = ({ equation, variables, parameters }) => ({
  latex: equation,
  variables,
  meanings: Object.fromEntries(parameters.map(({ name, meaning }) => [name, meaning])),
});

const published = ({ id, latex, formula, variables, parameters }) => ({
  id,
  latex,
  formula,
  variables: Object.keys(variables),
  meanings: Object.fromEntries(Object.entries(parameters).map(([name, { meaning }]) => [name, meaning])),
});
