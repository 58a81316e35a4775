import * as api from '../api.js';
import { fill } from '../dom.js';
import { Newest } from '../newest.js';
import { problemBox } from './notices.js';

/** Puts the questions of one screen: one request at a time, the newest wins, and what goes wrong is shown at its place. */
export class Asking {
  #shell;
  #workspace;
  #trouble;
  #line = new Newest();

  constructor(shell, workspace, trouble) {
    this.#shell = shell;
    this.#workspace = workspace;
    this.#trouble = trouble;
  }

  /** A question that is answered at once. @returns the answer, or undefined where something newer came or it went wrong */
  one(question) {
    return this.#do((signal) => api.ask(this.#workspace.id, question, { signal }));
  }

  /** One question that may take long: with progress, and a way to cancel. */
  long(question, what) {
    const cancel = () => this.#line.cancel();
    const work = async (signal) => {
      this.#shell.working(what, cancel);
      try {
        const onProgress = ({ what: now, done, of }) => this.#shell.working(now ? `${what}: ${now}` : what, cancel, of > 0 ? done / of : null);
        return await api.ask(this.#workspace.id, question, { signal, onProgress });
      } finally {
        this.#shell.working(null);
      }
    };
    return this.#do(work, { hurry: true });
  }

  async #do(work, options) {
    try {
      const answer = await this.#line.do(work, options);
      if (answer) fill(this.#trouble);
      return answer;
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      this.complain(problem);
      return undefined;
    }
  }

  complain(problem, ...ways) {
    fill(this.#trouble, problemBox(problem, ...ways));
  }

  leave() {
    this.#line.cancel();
  }
}
